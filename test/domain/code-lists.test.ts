import { describe, expect, it } from 'vitest'
import { codeLists } from '../../src/domain/code-lists.ts'

const cases = {
  'iso-3166-country': {
    valid: ['CH', 'NA', 'NO', 'XK', 'SUHH', 'YUCS', 'GEHH'],
    invalid: ['UK', 'SU', 'XX', 'BUMM', 'TPTL', 'XKXX', 'ch', 'CHE', '756', 'Switzerland', ''],
  },
  'iso-3166-2': {
    valid: ['GB-ENG', 'US-PR', 'CH-GE', 'FR-75C'],
    invalid: ['GB', 'GB-XXX', 'gb-eng', 'ENG', 'England', ''],
  },
  'iso-4217': {
    valid: ['USD', 'EUR', 'CHF', 'XDR'],
    invalid: ['usd', 'US', 'XYZ', 'dollars', ''],
  },
  'bcp-47': {
    valid: ['en', 'mul', 'und', 'zh-Hant'],
    invalid: ['english', 'EN', 'xx', ''],
  },
}

describe.each(Object.entries(codeLists))(
  'the code list %s',
  (format, { check, pattern, allowed }) => {
    const { valid, invalid } = cases[format as keyof typeof cases]

    it.each(valid)('accepts %s, and so does its pattern', (code) => {
      expect(check(code)).toBe(true)
      expect(code).toMatch(new RegExp(pattern))
    })

    it.each(invalid)('rejects %j', (code) => {
      expect(check(code)).toBe(false)
    })

    it('has a valid code as the example in its allowed values', () => {
      const example = allowed.match(/such as ([\w-]+)/)?.[1] ?? ''
      expect(check(example)).toBe(true)
    })
  },
)
