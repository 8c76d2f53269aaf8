import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Sql, sql } from '../../lake/sql.ts'
import { preference } from '../../sources/data-sharing/layout.ts'
import { writeFile } from '../../sources/write.ts'
import type { Draw } from '../draw.ts'
import type { World } from '../world.ts'
import type { Sent } from './files-tuva.ts'

const DELIVERY = '2025'
const DAY = '20260116'
/** Each ACO's file bears the time at which it was made. */
const ACOS = { A1001: 'T0930000', A1002: 'T0930010' } as const

/**
 * With Medicare's yearly package comes what beneficiaries said about sharing: about one in a hundred shares nothing, and of
 * those in treatment for substance use some let those records be shared.
 */
export async function filesPreferences(world: World, folder: string): Promise<Sent[]> {
  const paths: string[] = []
  for (const [aco, time] of Object.entries(ACOS)) {
    const path = join(folder, 'medicare', DELIVERY, `P#EFT.ON.ACO.NGD1800.DPRF.D${DAY.slice(2)}.${time}`)
    await writeFile(world.engine, preference, preferences(world.draw, aco), path)
    const records = readFileSync(path, 'utf8')
    const count = records.split('\n').length - 1
    const trailer = `TRL_BENEDATASHR${DAY}${String(count).padEnd(10)}`
    writeFileSync(path, `HDR_BENEDATASHR${DAY}\n${records}${trailer}\n`, { mode: 0o600 })
    paths.push(path)
  }
  return [{ payer: 'medicare', delivery: DELIVERY, paths }]
}

/** One row per beneficiary who said something. */
function preferences(draw: Draw, aco: string): Sql {
  const u = (salt: string) => draw.uniform(sql`b.person`, `sharing/${salt}`)
  return sql`
    with word as (
      select b.person, b.member_id, ${u('claims')} < 0.01 as keeps_claims, c.opioid and ${u('substance-use')} < 0.4 as shares_substance_use,
        (date '2025-01-10' + ${draw.whole(sql`b.person`, 'sharing/day', 330)})::date as said_on
      from beneficiary b join condition c on c.person = b.person where b.aco = ${aco}
    )
    select member_id as MBI, person as BENE_LINK_KEY, said_on as EFFECTIVE_DT, '1-800' as SOURCE_CD, 'T' as MECHANISM_CD,
      case when keeps_claims then 'N' else 'Y' end as PREF_IND,
      case when shares_substance_use then said_on end as SAMHSA_EFFECTIVE_DT, case when shares_substance_use then '1-800' end as SAMHSA_SOURCE_CD,
      case when shares_substance_use then 'T' end as SAMHSA_MECHANISM_CD, case when shares_substance_use then 'Y' end as SAMHSA_PREF_IND,
      ${aco} as ACO_CMS_ID
    from word where keeps_claims or shares_substance_use order by person`
}
