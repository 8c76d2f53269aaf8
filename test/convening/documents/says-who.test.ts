import { describe, expect, test } from 'vitest'
import { saysWho, whyKeptBack } from '../../../src/convening/documents/says-who.ts'
import { holdBack } from '../../../src/convening/silence/hold-back.ts'
import type { SilentParticipant } from '../../../src/convening/silence/names.ts'
import { personNamed } from '../../../src/convening/silence/persons.ts'

const ROOM: SilentParticipant[] = [
  { name: 'Summit Health', aliases: [], side: 'payer' },
  { name: 'Keystone Mutual', aliases: ['the blue one'], side: 'payer' },
  { name: 'Tidewell Health Collaborative', aliases: [], side: 'convener' },
  { name: 'Department of Health', aliases: [], side: 'convener', called: 'state agency' },
  personNamed('Priya Raman'),
  personNamed('Grace Lund'),
  personNamed('Dr. Helen Marsh'),
  { ...personNamed('Amara Cole'), side: 'convener' },
]

describe('a document that names somebody beside what is said', () => {
  test.each([
    'Priya of Summit objects to lists of one layout.',
    'Priya Raman: lists come too late.',
    'Lists come too late (Summit)',
    'PRIYA RAMAN\nLists come too late.\nGRACE LUND\nWe agree.',
    'Keystone isn’t keen on it.',
    'Comments of Summit Health\n\nLists come too late.',
    'Issue\tWho raised it\nLists come late\tSummit',
    'Present: Priya Raman, who objects',
    'Present:\nGrace Lund\n\nPriya Raman\nWe cannot do it.',
    'The blue one wants twelve months.',
  ])('is told: %j', (text) => {
    expect(saysWho(text, ROOM)).toBe(true)
  })

  test.each([
    'Agenda\n1. Lists of attributed members',
    '1. Lists of attributed members, presented by Priya Raman (Summit Health), 10 min\n2. Close',
    'Presenter: Priya Raman, Summit Health',
    'Present: Priya Raman, Grace Lund and Dr. Helen Marsh\n\nLists come too late, said one payer.',
    '## Members\n\n- Priya Raman, Summit Health\n- Grace Lund\n\n## What was discussed\n\nLists.',
    'Attendees\nName\tOrganization\nPriya Raman\tSummit Health\nGrace Lund\tKeystone Mutual',
    'Amara Cole of the Tidewell Health Collaborative read the antitrust statement.',
    'A grace period of 30 days; a salt marsh.',
  ])('and one that does not is not: %j', (text) => {
    expect(saysWho(text, ROOM)).toBe(false)
  })
})

describe('the file of a document stays with its author', () => {
  const file = { text: 'Lists come late.', about: '', made_by: [] as string[], file_name: 'lists.docx' }

  test.each([
    ['says-who', { text: 'Summit objects.' }],
    ['made-by', { made_by: ['praman'], about: 'praman' }],
    ['made-by', { about: 'C:\\Users\\Summit Health\\lists.xlsx' }],
    ['file-name', { file_name: 'keystone-mutual_objections.pdf' }],
  ] as const)('where there is reason: %s', (why, given) => {
    expect(whyKeptBack({ ...file, ...given, made_by: [...('made_by' in given ? given.made_by : [])] }, ROOM)).toEqual([
      why,
    ])
  })

  test('and goes out where a program, nobody or the convener made it', () => {
    const made_by = ['Microsoft Office User', 'openpyxl', 'Amara Cole', 'Tidewell Health Collaborative']
    expect(whyKeptBack({ ...file, made_by, about: made_by.join('\n') }, ROOM)).toEqual([])
  })
})

test('persons and agencies are held back from a note as payers are', () => {
  expect(holdBack('Priya asked Dr. Helen Marsh; Helen and Priya agreed.', ROOM)).toBe(
    'A participant asked another participant; another participant and a participant agreed.',
  )
  expect(holdBack('Summit told the Department of Health of a grace period.', ROOM)).toBe(
    'A payer told the state agency of a grace period.',
  )
})
