import { describe, expect, it } from 'vitest'
import { createOperations } from '../../src/http/plugins/health-and-metrics.ts'
import { readDeployFile } from './deploy-files.ts'

describe('deploy/README.md', () => {
  it('names only metrics that the server exports', async () => {
    const exported = await createOperations().registry.metrics()
    const named =
      readDeployFile('README.md').match(/\b(?:orgfacts|http|nodejs|process)_[a-z][a-z0-9_]+/g) ?? []
    expect(named.length).toBeGreaterThan(3)
    const names = named.map((name) => name.replace(/_(?:bucket|count|sum)$/, ''))
    expect(names.filter((name) => !exported.includes(`# HELP ${name} `))).toEqual([])
  })
})
