import { describe, expect, it } from 'vitest'
import { get, type Json } from '../support/app.ts'
import { claimsAbout, expectDate, IOM, KNOWN, recordApps } from './record-apps.ts'

describe.each(recordApps)('the members of IOM in the %s', (_, app) => {
  const membersFrom = async (country: string) =>
    (await get(app, `/v1/members?${IOM}&country=${country}&sort=start`)).data

  it('include Australia, which left and came back', async () => {
    const members = await membersFrom('AU')
    const [first, second, ...others] = members.filter(({ role }: Json) => role === 'member')
    expectDate(first.start, '1951-12-05/1952-10-13')
    expectDate(first.end, '1973')
    expectDate(second.start, '1985-05-24')
    expect(second.end).toBeNull()
    expect(others).toEqual([])
  })

  it('include Eswatini, which a document names Swaziland', async () => {
    const [member] = await membersFrom('SZ')
    expect(member.role).toBe('member')
    const names = member.evidence.filter(({ field }: Json) => field === 'name')
    expect([member.name, ...names.map(({ value }: Json) => value)]).toContain('Swaziland')
  })

  it('do not include Lebanon, which is an applicant and nothing more', async () => {
    const members = await membersFrom('LB')
    expect(members.map(({ role }: Json) => role)).toEqual(['applicant'])
    expect(claimsAbout(members[0], 'attested')).toEqual(
      expect.arrayContaining([expect.stringContaining(' iom-council-110-release ')]),
    )
    const refusal = await get(app, `/v1/milestones/iom-lebanon-refuses?${KNOWN}`)
    expect(refusal.data.date).toBe('2020-05-28')
  })

  it.each([
    ['CN', '2016-06-30'],
    ['RU', '2021-04-19'],
  ])('include %s from %s', async (country, start) => {
    const members = await membersFrom(country)
    const member = members.find(({ role }: Json) => role === 'member')
    expect([member.start, member.end]).toEqual([start, null])
  })
})
