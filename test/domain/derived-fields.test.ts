import { describe, expect, it } from 'vitest'
import type { FieldValues, ResourceType } from '../../src/domain/resource-type.ts'
import { identifiers } from '../../src/domain/resources/identifiers.ts'
import { leadership } from '../../src/domain/resources/leadership.ts'
import { members } from '../../src/domain/resources/members.ts'

/** The value of a derived field. The attributes are those of what the other fields name. */
function derive(
  { fields, derived }: ResourceType,
  name: string,
  values: FieldValues,
  attributes: Readonly<Record<string, string>> = {},
) {
  const undecided = Object.fromEntries(Object.keys(fields).map((field) => [field, null]))
  return derived?.[name]?.derive(
    { ...undecided, ...values },
    (field, attribute) => attributes[`${field}.${attribute}`] ?? null,
  )
}

describe('the party of a member', () => {
  const party = (values: FieldValues) => derive(members, 'party', values)
  const all = {
    member_organization: 'union',
    subdivision: 'CH-GE',
    country: 'CH',
    name: 'Canton of Geneva',
  }

  it('is the organization, otherwise the part of the country, otherwise the country', () => {
    expect(party(all)).toBe('union')
    expect(party({ ...all, member_organization: null })).toBe('CH-GE')
    expect(party({ ...all, member_organization: null, subdivision: null })).toBe('CH')
  })

  it('is otherwise the name, the same for different case and width of letters', () => {
    expect(party({ name: 'Order of MALTA' })).toBe('order of malta')
    expect(party({ name: 'Ｏrder of Malta' })).toBe('order of malta')
  })

  it('is null when nothing names it', () => {
    expect(party({})).toBeNull()
  })
})

describe('the URL of an identifier', () => {
  const url = (value: string | null, template: string | null) =>
    derive(
      identifiers,
      'url',
      { value },
      template === null ? {} : { 'scheme.url_template': template },
    )

  it('is made from the template of the scheme', () => {
    expect(url('Q5', 'https://example.org/{value}/about')).toBe('https://example.org/Q5/about')
  })

  it('has characters escaped that a path cannot have', () => {
    expect(url('a b/ü', 'https://example.org/{value}')).toBe('https://example.org/a%20b%2F%C3%BC')
  })

  it('keeps a dollar sign, which String.replace would read', () => {
    expect(url("a$'b", 'https://example.org/{value}')).toBe("https://example.org/a%24'b")
  })

  it('is null without a template or a value', () => {
    expect([url('Q5', null), url(null, 'https://example.org/{value}')]).toEqual([null, null])
  })
})

describe('the organization of a term', () => {
  it('is that of its post, and null while the post is not known', () => {
    const values = { post: 'head' }
    expect(derive(leadership, 'organization', values, { 'post.organization': 'iom' })).toBe('iom')
    expect(derive(leadership, 'organization', values)).toBeNull()
  })
})
