import { describe, expect, it } from 'vitest'
import { createOperations } from '../../src/http/plugins/operations.ts'
import { text } from './deployment.ts'

describe('deploy/README.md', () => {
  it('names metrics that there are', async () => {
    const items = await createOperations().metrics()
    const named = text('README.md').match(/\b(?:orgfacts|http|nodejs|process)_[a-z0-9_]+/g) ?? []
    expect(named.length).toBeGreaterThan(5)
    for (const name of named)
      expect([name, items.includes(name.replace(/_(?:bucket|count|sum)$/, ''))]).toEqual([
        name,
        true,
      ])
  })
})
