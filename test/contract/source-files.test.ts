import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../support/app.ts'

/** What CONTRIBUTING.md promises about the files in src/. */

const folder = join(ROOT, 'src')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))

describe('a file in src/', () => {
  it('has at most 200 lines', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 201).map(({ file }) => file)
    expect(long).toEqual([])
  })

  it('exports no name that another file exports', () => {
    const declaration = /^export (?:async )?(?:function\*?|const|class|interface|type) (\w+)/gm
    const names = files.flatMap(({ text }) =>
      [...text.matchAll(declaration)].map(([, name]) => name),
    )
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })
})
