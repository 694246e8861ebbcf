import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { createOperations } from '../../src/http/plugins/health-and-metrics.ts'
import { type Json, temporaryFolder } from '../support/app.ts'
import { DEPLOY, readDeployFile } from './deploy-files.ts'

const PROMTOOL = '/usr/bin/promtool'
const RULES = readDeployFile('prometheus', 'alerts.yaml')
const RULE_TESTS = readDeployFile('prometheus', 'alerts.test.yaml')
const rules: Json[] = parse(RULES).groups[0].rules
const names = rules.map(({ alert }) => alert)

const promtool = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(PROMTOOL, args, { encoding: 'utf8' })
  return { status, output: stdout + stderr }
}

describe('deploy/prometheus/alerts.yaml', () => {
  it('selects only metrics that the server exports', async () => {
    const exported = await createOperations().registry.metrics()
    const used = new Set(
      rules.flatMap(({ expr }) => expr.match(/\b(?:orgfacts|http|nodejs|process)_\w+/g) ?? []),
    )
    expect(used.size).toBeGreaterThan(5)
    const metrics = [...used].map((name) => name.replace(/_(?:bucket|count)$/, ''))
    expect(metrics.filter((name) => !exported.includes(`# HELP ${name} `))).toEqual([])
  })

  it('finds the counter of refused releases at 0 when the server has refused none', async () => {
    const exported = await createOperations().registry.metrics()
    expect(exported).toContain('orgfacts_release_swaps_total{result="refused"} 0\n')
  })

  it('selects the job orgfacts in every expression', () => {
    for (const { expr } of rules) expect(expr).toContain('{job="orgfacts"')
  })

  it('is listed in the README with the possible causes of each alert', () => {
    const readme = readDeployFile('README.md')
    const listed = [...readme.matchAll(/^\| `(Orgfacts\w+)` \| [^|]{10,} \|$/gm)]
    expect(listed.map(([, name]) => name)).toEqual(names)
  })
})

describe.skipIf(!existsSync(PROMTOOL))(`promtool (needs ${PROMTOOL})`, () => {
  const test = (alerts: string) => {
    const files = { 'alerts.yaml': alerts, 'alerts.test.yaml': RULE_TESTS }
    return promtool('test', 'rules', join(temporaryFolder(files), 'alerts.test.yaml'))
  }

  it('accepts the rules, and their tests pass', () => {
    const checked = promtool('check', 'rules', join(DEPLOY, 'prometheus', 'alerts.yaml'))
    expect(checked).toMatchObject({ status: 0 })
    expect(test(RULES)).toMatchObject({ status: 0 })
  })

  it.each([
    ['never', 'vector(0) > 1'],
    ['always', 'vector(1)'],
  ])('reports a failed test of each alert when its expression is %s true', (_, expression) => {
    const changed = RULES.replace(/(expr:)[\s\S]*?(?=\n +(?:for|labels):)/g, `$1 ${expression}`)
    const { status, output } = test(changed)
    expect(status).toBe(1)
    expect(names.filter((name) => !output.includes(name))).toEqual([])
  })

  it('reports a failed test when OrgfactsReleaseOutdated clears after 15 minutes', () => {
    const clearing = RULES.replace(
      'orgfacts_release_outdated{job="orgfacts"} == 1',
      'increase(orgfacts_release_swaps_total{job="orgfacts",result="refused"}[15m]) > 0',
    )
    expect(test(clearing).status).toBe(1)
  })
})
