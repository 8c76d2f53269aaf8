import { learnedByOverseer, learnedByPayer, learnedByPractice } from './attack.ts'
import { items, json, type Leak } from './leak.ts'

/** Faults on the paths of alignment. */
export const ALIGNMENT_LEAKS: readonly Leak[] = [
  {
    path: 'alignment in effect: counts that are not rounded',
    who: 'convener',
    where: /^\/api\/alignment\/effect$/,
    plant: json((body, truth) => {
      body.attribution = truth.attribution
    }),
    attack: (year) => learnedByOverseer('convener', year),
  },
  {
    path: 'alignment in effect: another payer’s own members',
    who: 'birch',
    where: /^\/api\/alignment\/effect$/,
    plant: json((body, truth) => {
      body.attribution = [
        ...items(body.attribution),
        ...items(truth.attribution).filter((row) => row.payer === 'amber'),
      ]
    }),
    attack: (year) => learnedByPayer('birch', year),
  },
  {
    path: 'extent: a share of a panel of which one payer has few',
    who: 'state',
    where: /^\/api\/alignment\/extent$/,
    plant: json((body, truth) => {
      body.practices = truth.practices
    }),
    attack: (year) => learnedByOverseer('state', year),
  },
  {
    path: 'extent: whether what was spent reaches the critical mass, to a practice that is not shown its cost',
    who: 'fir',
    where: /^\/api\/alignment\/extent$/,
    plant: json((body) => {
      for (const row of items(body.practices))
        Object.assign(row, { critical_mass: 'reached', spend_share: null, panel_share: '0.7', open_panel_share: '0' })
    }),
    attack: (year) => learnedByPractice('fir', year),
  },
  {
    path: 'the market: an index from which a payer takes its own share',
    who: 'amber',
    where: /^\/api\/alignment\/market$/,
    plant: json((body, truth) => {
      body.markets = truth.markets
    }),
    attack: (year) => learnedByPayer('amber', year),
  },
  {
    path: 'the market: the months of another payer, taken apart',
    who: 'cedar',
    where: /^\/api\/explain\/market_share%3A2025%3Aall%3Aall%3Abirch$/,
    plant: (_answer, truth) => ({ status: 200, body: truth?.body ?? '{}' }),
    attack: (year) => learnedByPayer('cedar', year),
  },
  {
    path: 'the burden: which practices have how many payers, to one of these',
    who: 'amber',
    where: /^\/api\/alignment\/burden$/,
    plant: (_answer, truth) => ({ status: 200, body: truth?.body ?? '{}' }),
    attack: (year) => learnedByPayer('amber', year),
  },
  {
    path: 'a rubric: how another payer stands by its contracts',
    who: 'birch',
    where: /^\/api\/alignment\/rubric\?rubric=california-common-model$/,
    plant: json((body, truth) => {
      body.standings = truth.standings
    }),
    attack: (year) => learnedByPayer('birch', year),
  },
  {
    path: 'a rubric: which share of a payer’s members is under which contracts, to a practice',
    who: 'elm',
    where: /^\/api\/alignment\/rubric\?rubric=california-adoption$/,
    plant: json((body) => {
      for (const row of items(body.standings).slice(0, 1)) row.because = 'Commercial HMO: 41.2 % of members, 65 % asked'
    }),
    attack: (year) => learnedByPractice('elm', year),
  },
]
