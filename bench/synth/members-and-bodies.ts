import { COUNTRIES, type Invention, invent, type Sections } from './invention.ts'

/** Two spells of one state, a suspension, a state that ended, a part of a state, and an organization. */
export function membership({ id, index, founded, pick, day }: Invention): Sections {
  const country = pick(COUNTRIES)
  const member = (name: string, fields: Record<string, string>) => ({
    ...{ id: `${id}-member-${name}`, at: 30, ...fields },
  })
  const joined = founded + 6
  return {
    members: [
      member('applied', { country, role: 'applicant', start: `${joined - 2}` }),
      member('joined', { country, kind: 'state', role: 'member', start: day(joined) }),
      member('suspended', { country, role: 'suspended', start: `${joined + 9}/${joined + 10}` }),
      member('former', {
        ...{ country: 'SUHH', kind: 'state', role: 'member', start: '1966', end: '1991-12' },
        end_reason: 'state_ended',
      }),
      member('part', { subdivision: 'GB-SCT', role: 'associate_member', start: `${founded}/..` }),
      member('organization', {
        ...{ member_organization: invent(index - 1).id, kind: 'organization', role: 'observer' },
        attested: 'published',
      }),
    ],
  }
}

/** A body inside another, a post of several holders, terms that overlap, a count and a session of the body. */
export function governance({ id, founded, day, person, below }: Invention): Sections {
  const board = `${id}-board`
  const seat = `${id}-board-seat`
  const term = (number: number, start: number) => ({
    ...{ id: `${seat}-${number}`, at: 40, post: seat, person: `${id}-person-${number}` },
    ...{ start: `${start}`, on_behalf_of: `Group ${number}` },
  })
  return {
    bodies: [
      { id: `${id}-council`, at: 35, name: 'Council', established: `${founded}` },
      { id: board, at: 36, name: 'Board', parent: `${id}-council`, attested: 'published' },
    ],
    posts: [
      {
        ...{ id: seat, at: 37, body: board, rank: 'member', holders: 'several' },
        title: 'Member of the board',
      },
    ],
    people: [{ id: `${id}-person-3`, at: 38, name: person() }],
    leadership: [term(1, founded + 8), term(3, founded + 9)],
    member_counts: [
      {
        ...{ id: `${id}-board-members`, at: 41, body: board, category: 'member_states' },
        ...{ count: 10 + below(9), qualifier: 'about', date: day(founded + 11) },
      },
    ],
    sessions: [
      {
        ...{ id: `${id}-session`, at: 42, body: board, number: 1, kind: 'regular' },
        start: day(founded + 11),
      },
    ],
  }
}
