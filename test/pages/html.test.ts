import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html } from '../../src/pages/common/html.ts'
import { ROOT } from '../support/app.ts'

describe('the template tag', () => {
  it('escapes texts, also in attributes and arrays', () => {
    const text = `<b title="a">&'`
    expect(String(html`<i title="${text}">${[text, text]}</i>`)).toBe(
      '<i title="&lt;b title=&quot;a&quot;&gt;&amp;&#39;">&lt;b title=&quot;a&quot;&gt;&amp;&#39;&lt;b title=&quot;a&quot;&gt;&amp;&#39;</i>',
    )
  })

  it('inserts the results of other templates as they are', () => {
    expect(String(html`<ul>${[1, 2].map((n) => html`<li>${n}</li>`)}</ul>`)).toBe(
      '<ul><li>1</li><li>2</li></ul>',
    )
  })

  it('leaves out null, undefined and false', () => {
    expect(String(html`a${null}${undefined}${false}b`)).toBe('ab')
  })

  it('replaces control characters and changes of direction, and keeps tabs, line feeds and other marks', () => {
    expect(String(html`${'a\u0000\u0007\u001b\u202e\u2066b\t\n\u200fc'}`)).toBe(
      'a\ufffd\ufffd\ufffd\ufffd\ufffdb\t\n\u200fc',
    )
  })

  it('never lets a text begin a tag, end an attribute or change the direction, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const [, inserted = ''] = String(html`[${text}]`).match(/^\[(.*)\]$/s) ?? []
        expect(inserted).not.toMatch(/[<>"'\u202a-\u202e\u2066-\u2069]/)
      }),
    )
  })
})

describe('the source of pages', () => {
  it('imports the template library only where raw insertion is left out', () => {
    const folder = join(ROOT, 'src')
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    )
    const importing = files.filter((file) =>
      /from '@remix-run\/html-template'/.test(readFileSync(join(folder, file), 'utf8')),
    )
    expect(importing).toEqual(['pages/common/html.ts'])
  })
})
