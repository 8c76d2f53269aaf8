import { raw, sql } from '../lake/sql.ts'
import { MEN, NICKNAMES, STREETS, SURNAMES, TWINS, WOMEN } from './names.ts'
import { list, make, type World } from './world.ts'

/**
 * Table `person`: one row per true person, in households. Among them are twins, fathers and sons of one name, couples
 * with and without a common surname, and pairs of strangers who share name and day of birth in different towns.
 */
export async function people(world: World): Promise<void> {
  const numbered = (words: readonly string[]) => words.map((word, i) => [i, word])
  const columns = { place: 'integer', word: 'varchar' } as const
  await list(world, 'woman_name', columns, numbered(WOMEN))
  await list(world, 'man_name', columns, numbered(MEN))
  await list(world, 'surname', columns, numbered(SURNAMES))
  await list(world, 'street', columns, numbered(STREETS))
  await list(world, 'nickname', { name: 'varchar', short: 'varchar' }, NICKNAMES)
  await list(
    world,
    'twin_name',
    { place: 'integer', sex: 'varchar', first: 'varchar', second: 'varchar' },
    TWINS.map((t, i) => [i % (TWINS.length / 2), ...t]),
  )
  await households(world)
  await roles(world)
  await named(world)
}

/** One row per household: its kind, size, head's age, town, address and income. Shares are after the Census' household tables, rounded. */
async function households({ engine, draw, people: count, seed }: World): Promise<void> {
  const world = { engine, draw, people: count, seed }
  const u = (salt: string) => draw.uniform(raw('household'), `household/${salt}`)
  await make(
    world,
    'household',
    sql`with kind as (
        select h as household,
          case when ${draw.uniform(raw('h'), 'household/kind')} < 0.30 then 'single'
               when ${draw.uniform(raw('h'), 'household/kind')} < 0.60 then 'couple'
               when ${draw.uniform(raw('h'), 'household/kind')} < 0.88 then 'family' else 'single-parent' end as kind
        from range(1, ${raw(String(count + 1))}) as r(h)
      ), sized as (
        select *, case kind when 'single' then 1 when 'couple' then 2
            when 'family' then 3 + ${draw.whole(raw('household'), 'household/size', 2)} + ${draw.whole(raw('household'), 'household/more', 2)}
            else 2 + ${draw.whole(raw('household'), 'household/size', 2)} end as size,
          case kind
            when 'single' then case when ${u('old')} < 0.42 then 62 + ${u('age')} * 30 else 21 + ${u('age')} * 45 end
            when 'couple' then case when ${u('old')} < 0.50 then 61 + ${u('age')} * 26 else 22 + ${u('age')} * 43 end
            else 30 + ${u('age')} * 27 end as head_age
        from kind
      ), counted as (
        select *, sum(size) over (order by household) - size as before from sized
      )
      select c.household, c.kind, c.size, c.head_age, c.before, t.number as town, t.town as city, t.zip_code,
        (1 + ${draw.whole(raw('c.household'), 'household/house', 1900)})::varchar || ' ' || s.word
          || case when ${draw.uniform(raw('c.household'), 'household/suffix')} < 0.6 then ' Street' else ' Road' end as address,
        ${draw.uniform(raw('c.household'), 'household/income')} as income,
        ${draw.whole(raw('c.household'), 'household/surname', SURNAMES.length)} as surname_place,
        ${draw.uniform(raw('c.household'), 'household/moved')} < 0.12 as moved,
        (3 + ${draw.whole(raw('c.household'), 'household/moved-in', 30)}) as moved_month,
        ${draw.whole(raw('c.household'), 'household/old-town', 6)} as old_town,
        (1 + ${draw.whole(raw('c.household'), 'household/old-house', 1900)})::varchar || ' ' || o.word || ' Avenue' as old_address
      from counted c
      join town_list t on ${draw.uniform(raw('c.household'), 'household/town')} > t.low
        and ${draw.uniform(raw('c.household'), 'household/town')} <= t.high
      join street s on s.place = ${draw.whole(raw('c.household'), 'household/street', STREETS.length)}
      join street o on o.place = ${draw.whole(raw('c.household'), 'household/old-street', STREETS.length)}
      where c.before < ${raw(String(count))}
      order by c.household`,
  )
}

/** One row per person: role in the household, sex, day of birth and death, before names are given. */
async function roles(world: World): Promise<void> {
  const { draw } = world
  const u = (salt: string) => draw.uniform(raw('person'), `person/${salt}`)
  const h = (salt: string) => draw.uniform(raw('household'), `person/${salt}`)
  await make(
    world,
    'role',
    sql`with seat as (
        select h.*, (h.before + s.seat)::bigint as person, s.seat
        from household h join range(1, 6) as s(seat) on s.seat <= h.size
        where h.before + s.seat <= ${raw(String(world.people))}
      ), part as (
        select *, case when seat = 1 then 'head' when seat = 2 and kind in ('couple', 'family') then 'spouse' else 'child' end as role,
          seat - case when kind = 'family' then 2 else 1 end as child_number
        from seat
      ), sexed as (
        select *, ${h('head-sex')} < case kind when 'single-parent' then 0.2 else 0.5 end as head_man,
          kind = 'family' and size >= 4 and ${h('twins')} < 0.05 as has_twins, ${h('twins-alike')} < 0.7 as twins_alike
        from part
      ), aged as (
        select *,
          case role when 'head' then case when head_man then 'male' else 'female' end
            when 'spouse' then case when head_man <> (${u('same-sex')} < 0.03) then 'female' else 'male' end
            else case when has_twins and twins_alike and child_number = 2
              then case when ${draw.uniform(raw('person - 1'), 'person/sex')} < 0.5 then 'male' else 'female' end
              else case when ${u('sex')} < 0.5 then 'male' else 'female' end end end as sex,
          case role when 'head' then head_age when 'spouse' then greatest(20, head_age + ${draw.normal(raw('person'), 'person/spouse-age')} * 3)
            else greatest(1, least(25.9, head_age - 23)) * case when has_twins and child_number = 2
              then power(${draw.uniform(raw('person - 1'), 'person/child-age')}, 0.75) else power(${u('child-age')}, 0.75) end end as age
        from sexed
      ), born as (
        select *, (date '2025-06-30' - (floor(age * 365.25))::integer)::date as birth_date from aged
      )
      select *, role = 'child' and has_twins and child_number in (1, 2) as twin,
        -- A yearly chance of death that doubles about every eight years of age, after the SSA period life table.
        case when ${u('death')} < least(0.6, 3 * 0.0016 * power(2, (age - 45) / 8.5)) and age > 18
          then (date '2023-02-01' + ${draw.whole(raw('person'), 'person/death-day', 1050)})::date end as death_date
      from born order by person`,
  )
}

/** Names, numbers and addresses. */
async function named(world: World): Promise<void> {
  const { draw } = world
  const u = (salt: string) => draw.uniform(raw('r.person'), `person/${salt}`)
  const h = (salt: string) => draw.uniform(raw('r.household'), `person/${salt}`)
  const size = raw(String(world.people))
  await make(
    world,
    'named',
    sql`select r.*,
        case when r.twin and t.place is not null then case when r.child_number = 1 then t.first else t.second end
          when r.role = 'child' and r.sex = 'male' and r.child_number = 1 and r.head_man and ${h('junior')} < 0.06 then hm.word
          when r.role = 'head' and r.head_man then hm.word
          when r.sex = 'male' then m.word else w.word end as first_name,
        case when r.role = 'spouse' and ${h('own-surname')} < 0.18 then b.word else s.word end as last_name,
        case when r.role = 'spouse' and r.sex = 'female' and ${h('own-surname')} >= 0.18 then b.word end as maiden_name,
        '9' || lpad(((r.person * 48271) % 99999989)::varchar, 8, '0') as social_security_number,
        '999' || lpad(((r.household * 7919 + case when r.role = 'spouse' then 4999999 else 0 end) % 9999991)::varchar, 7, '0') as phone,
        r.income < 0.27 as low_income,
        r.age between 30 and 62 and ${u('disabled')} < 0.03 as disabled,
        (array['White', 'White', 'White', 'White', 'White', 'Black or African American', 'Asian', 'Other'])[1 + ${draw.whole(raw('r.household'), 'person/race', 8)}] as race
      from role r
      join surname s on s.place = r.surname_place
      join surname b on b.place = ${draw.whole(raw('r.person'), 'person/maiden', SURNAMES.length)}
      join woman_name w on w.place = ${draw.whole(raw('r.person'), 'person/woman', WOMEN.length)}
      join man_name m on m.place = ${draw.whole(raw('r.person'), 'person/man', MEN.length)}
      join man_name hm on hm.place = ${draw.whole(raw('r.household'), 'person/head-man', MEN.length)}
      left join twin_name t on r.twin and r.twins_alike and t.sex = r.sex
        and t.place = ${draw.whole(raw('r.household'), 'person/twin-name', TWINS.length / 2)}
      order by r.person`,
  )
  // Strangers: of all people who live alone, every second of the first pairs takes the name and birthday of the one before.
  await make(
    world,
    'namesake',
    sql`with alone as (
        select person, first_name, last_name, sex, birth_date, age, town,
          row_number() over (order by ${draw.uniform(raw('person'), 'person/namesake')}, person) as place
        from named where kind = 'single' and death_date is null
      )
      select b.person, a.person as other_person, a.first_name, a.last_name, a.sex, a.birth_date, a.age, (a.town + 1) % 6 as town
      from alone a join alone b on b.place = a.place + 1 and a.place % 2 = 1
      where b.place <= 2 * greatest(1, ${size} // 1000)`,
  )
  await make(
    world,
    'person',
    sql`select n.person, n.household, n.role, n.kind, coalesce(k.sex, n.sex) as sex, coalesce(k.birth_date, n.birth_date) as birth_date,
        coalesce(k.age, n.age) as age, n.death_date, coalesce(k.first_name, n.first_name) as first_name,
        coalesce(k.last_name, n.last_name) as last_name, n.maiden_name, i.short as nickname, n.social_security_number, n.phone,
        lower(replace(coalesce(k.first_name, n.first_name) || '.' || coalesce(k.last_name, n.last_name), '''', '')) || n.person::varchar || '@example.org' as email,
        n.address, coalesce(t.town, n.city) as city, coalesce(t.zip_code, n.zip_code) as zip_code, coalesce(k.town, n.town) as town,
        n.moved, n.moved_month, n.old_address, o.town as old_city, o.zip_code as old_zip_code,
        n.income, n.low_income, n.disabled, n.race, n.twin, k.other_person as namesake_of
      from named n
      left join namesake k on k.person = n.person
      left join town_list t on t.number = k.town
      left join nickname i on i.name = coalesce(k.first_name, n.first_name)
      join town_list o on o.number = n.old_town
      order by n.person`,
  )
}
