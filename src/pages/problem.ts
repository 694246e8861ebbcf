import type { FastifyRequest } from 'fastify'
import type { ParameterError, ProblemDocument } from '../http/problem.ts'
import { fieldTitle } from './common/fields.ts'
import { html, type SafeHtml } from './common/html.ts'
import type { PageParts } from './common/layout.ts'

/** The page of an error, and the explanation of a kind of error. */

export function problemPage(request: FastifyRequest, problem: ProblemDocument): PageParts {
  const { basePath } = request.server
  const { title, status, detail, errors = [], type, request_id } = problem
  // `detail` repeats the listed errors. Only the number of the others is new.
  const others = /\d+ more errors?$/.exec(detail ?? '')?.[0]
  return {
    title: title.replace(/\.$/, ''),
    description: title,
    body: html`<h1>${title}</h1>
${errors.length === 0 && detail && html`<p class="lead"><bdi>${detail}</bdi></p>`}
${errors.length > 0 && html`<ul class="errors">${errors.map((error) => errorItem(request, error))}</ul>`}
${others && html`<p>${others}</p>`}
${errors.some(({ value }) => value !== undefined) && html`<p><a href="${urlWithout(request, errors)}">Try without ${errors.length === 1 ? 'it' : 'them'}</a></p>`}
<p><a href="${basePath}/">Start page</a> · <a href="${type}">What this means</a></p>
<p class="note">Status ${status}. Request <code>${request_id}</code></p>`,
  }
}

const SHOWN_VALUES = 30

function errorItem(request: FastifyRequest, error: ParameterError): SafeHtml {
  const { parameter, value, message, suggestion, allowed = [] } = error
  return html`<li><p><strong>${fieldTitle(parameter)}</strong>${value !== undefined && html` “<bdi>${String(value)}</bdi>”`}: <bdi>${message}</bdi></p>
${suggestion && html`<p>Did you mean <a href="${correctedUrl(request, error)}"><bdi>${suggestion}</bdi></a>?</p>`}
${allowed.length > 0 && html`<p class="note">Allowed: <bdi>${allowed.slice(0, SHOWN_VALUES).join(', ')}${allowed.length > SHOWN_VALUES && ' …'}</bdi></p>`}</li>`
}

/** The URL of the request with the likely value; for a parameter that does not exist, with its likely name. */
function correctedUrl(
  request: FastifyRequest,
  { parameter, value, suggestion = '' }: ParameterError,
): string {
  const at = request.url.indexOf('?')
  const query = new URLSearchParams(request.url.slice(at))
  const { querystring } = (request.routeOptions.schema ?? {}) as {
    querystring?: { properties?: object }
  }
  if (parameter in (querystring?.properties ?? {})) {
    // Of a list, only the wrong value is replaced.
    const values = query.getAll(parameter).flatMap((text) => text.split(','))
    const isList = values.length > 1 && values.includes(String(value))
    const corrected = values.map((one) => (one === String(value) ? suggestion : one))
    query.set(parameter, isList ? corrected.join() : suggestion)
  } else {
    query.set(suggestion, query.get(parameter) ?? '')
    query.delete(parameter)
  }
  return `${request.server.basePath}${request.url.slice(0, at)}?${query}`
}

/** The URL of the request without the wrong parameters. */
function urlWithout(request: FastifyRequest, errors: readonly ParameterError[]): string {
  const at = request.url.indexOf('?')
  const query = new URLSearchParams(at < 0 ? '' : request.url.slice(at))
  for (const { parameter } of errors) query.delete(parameter)
  const path = request.server.basePath + (at < 0 ? request.url : request.url.slice(0, at))
  return query.size === 0 ? path : `${path}?${query}`
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
