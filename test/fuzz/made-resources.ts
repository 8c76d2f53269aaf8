import type { Random } from './random.ts'

/** FHIR resources with their essential elements, some of them changed, missing or of another kind. */
export function madeResources(canary: () => string, random: Random): string {
  const stu3 = random.chance(0.3)
  const resources = Array.from({ length: 1 + random.below(5) }, () => {
    const one = random.pick([patient, coverage, explanation])(canary, random, stu3)
    if (random.chance(0.3)) spoil(one, random)
    return one
  })
  const form = random.below(5)
  const bundle = { resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) }
  if (form === 0) return JSON.stringify(bundle)
  if (form === 1) return JSON.stringify(bundle, null, 1)
  if (form === 2) return `${JSON.stringify(resources[0], null, 2)}\n`
  return resources.map((one) => `${JSON.stringify(one)}\n`).join('')
}

type Resource = Record<string, unknown>

const patient = (canary: () => string): Resource => ({
  resourceType: 'Patient',
  id: canary(),
  identifier: [{ system: 'http://hl7.org/fhir/sid/us-mbi', value: canary() }],
  name: [{ family: canary(), given: [canary()] }],
  gender: 'female',
  birthDate: '1950-04-11',
})

const coverage = (canary: () => string): Resource => ({
  resourceType: 'Coverage',
  id: canary(),
  status: 'active',
  beneficiary: { reference: `Patient/${canary()}` },
  period: { start: '2025-01-01', end: '2025-12-31' },
  payor: [{ display: canary() }],
})

const explanation = (canary: () => string, random: Random, stu3: boolean): Resource => ({
  resourceType: 'ExplanationOfBenefit',
  id: canary(),
  status: random.pick(['active', 'cancelled', 'entered-in-error']),
  type: {
    coding: [
      {
        system: 'http://terminology.hl7.org/CodeSystem/claim-type',
        code: random.pick(['professional', 'institutional', 'pharmacy']),
      },
    ],
  },
  patient: { reference: `Patient/${canary()}` },
  billablePeriod: { start: '2025-03-01', end: '2025-03-02' },
  created: '2025-03-10',
  insurer: { display: canary() },
  outcome: stu3 ? { coding: [{ code: 'complete' }] } : 'complete',
  ...(stu3 ? { organization: { display: canary() } } : { use: 'claim', provider: { display: canary() } }),
  item: [
    {
      sequence: 1,
      productOrService: { coding: [{ system: 'https://www.cms.gov/codes', code: 'G0438' }] },
      servicedDate: '2025-03-01',
      adjudication: [{ category: { coding: [{ code: 'benefit' }] }, amount: { value: 12.34, currency: 'USD' } }],
    },
  ],
  payment: { amount: { value: 12.34, currency: 'USD' } },
})

const ODD: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  [],
  {},
  true,
  'x'.repeat(3000),
  [[[]]],
  '2025-02-30',
  1e308,
  '\u0000',
  [null],
]

/** An element somewhere in it is taken out, or becomes something else. */
function spoil(one: Resource, random: Random): void {
  let at: unknown = one
  for (;;) {
    const keys = Object.keys(at as object)
    const key = keys[random.below(keys.length)]
    if (key === undefined) return
    const inner = (at as Resource)[key]
    if (typeof inner === 'object' && inner !== null && random.chance(0.6)) {
      at = inner
      continue
    }
    if (random.chance(0.4)) delete (at as Resource)[key]
    else (at as Resource)[key] = random.pick(ODD)
    return
  }
}
