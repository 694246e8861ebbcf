import type { FastifyRequest } from 'fastify'
import type { ProblemDocument } from '../http/problem.ts'
import { html } from './common/html.ts'
import type { PageParts } from './common/layout.ts'

/** The page of an error, and the explanation of a kind of error. */

export function problemPage(request: FastifyRequest, problem: ProblemDocument): PageParts {
  const { basePath } = request.server
  const { title, status, detail, errors = [], type, request_id } = problem
  return {
    title: title.replace(/\.$/, ''),
    description: title,
    body: html`<h1>${title}</h1>
${errors.length === 0 && detail && html`<p class="lead"><bdi>${detail}</bdi></p>`}
${
  errors.length > 0 &&
  html`<ul class="errors">${errors.map(
    ({
      parameter,
      value,
      message,
      suggestion,
      allowed,
    }) => html`<li><p><strong>${parameter}</strong>${value !== undefined && html` = <code><bdi>${String(value)}</bdi></code>`}: <bdi>${message}</bdi></p>
${suggestion && html`<p>Did you mean <a href="${correctedUrl(request, parameter, suggestion)}"><bdi>${suggestion}</bdi></a>?</p>`}
${allowed && allowed.length > 0 && html`<p class="note">Allowed: <bdi>${allowed.slice(0, 30).join(', ')}${allowed.length > 30 && ' …'}</bdi></p>`}</li>`,
  )}</ul>`
}
<p><a href="${basePath}/">Start page</a> · <a href="${type}">What this means</a></p>
<p class="note">Status ${status}. Request <code>${request_id}</code></p>`,
  }
}

/** The URL of the request with the likely value; for a parameter that does not exist, with its likely name. */
function correctedUrl(request: FastifyRequest, parameter: string, suggestion: string): string {
  const [path = '/', text] = request.url.split('?', 2)
  const { querystring } = (request.routeOptions.schema ?? {}) as {
    querystring?: { properties?: object }
  }
  const query = new URLSearchParams(text)
  if (parameter in (querystring?.properties ?? {})) query.set(parameter, suggestion)
  else {
    query.set(suggestion, query.get(parameter) ?? '')
    query.delete(parameter)
  }
  return `${request.server.basePath}${path}?${query}`
}

interface ProblemTypeResponse {
  status: number
  title: string
  explanation: string
}

export function problemTypePage({ server }: FastifyRequest, response: unknown): PageParts {
  const { status, title, explanation } = response as ProblemTypeResponse
  return {
    title: title.replace(/\.$/, ''),
    description: explanation,
    body: html`<h1>${title}</h1><p class="lead">${explanation.replaceAll('`', '')}</p>
<p><a href="${server.basePath}/">Start page</a> · <a href="${server.basePath}/docs">Documentation</a></p>
<p class="note">Status ${status}</p>`,
  }
}
