/** Who runs it, when, for whom; what is said to have worked; and its structure, block by block. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ElementShown, ModelShown } from '../api/cost/models.ts'
import { modelsQuery } from '../api/queries.ts'
import { Badge } from '../design/words/badge.tsx'
import { day } from '../design/words/format.ts'
import { addressOf, ELEMENT, lan, READINESS } from './words.ts'

export function About({ model }: { model: ModelShown }) {
  const { said, means, tone } = READINESS[model.readiness]
  const { card } = model
  return (
    <>
      <dl className="elements">
        <Fact name="How far it goes">
          <Badge tone={tone}>{said}</Badge> {means}
          {model.demonstration && <> · values made for the demonstration region</>}
        </Fact>
        <Fact name="Run by">{model.by}</Fact>
        <Fact name="Years">{model.years}</Fact>
        <Fact name="Payers">{card?.payers}</Fact>
        <Fact name="Who is paid">{card?.units}</Fact>
        {model.lan_categories.length > 0 && (
          <Fact name="HCP-LAN category">
            <ul className="plain-list">
              {model.lan_categories.map((one) => (
                <li key={one}>{lan(one)}</li>
              ))}
            </ul>
          </Fact>
        )}
        {model.based_on && (
          <Fact name="Based on">
            <BasedOn id={model.based_on} />
          </Fact>
        )}
        {model.tracks.length > 1 && (
          <Fact name="Tracks">
            <ul className="plain-list">
              {model.tracks.map((one) => (
                <li key={one.track}>
                  <b>{one.label}</b>: {one.about}
                  {(one.from ?? one.until) && (
                    <span className="under">
                      {one.from && `from ${day(one.from)}`} {one.until && `until ${day(one.until)}`}
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </Fact>
        )}
        {card && card.worked.length > 0 && (
          <Fact name="What worked">
            <Said of={card.worked} />
          </Fact>
        )}
        {card && card.did_not.length > 0 && (
          <Fact name="What did not">
            <Said of={card.did_not} />
          </Fact>
        )}
      </dl>
      {model.structure.length > 0 && (
        <>
          <h3 className="part-heading">How it is built</h3>
          <dl className="elements">
            {model.structure.map((one) => (
              <Fact key={one.element} name={ELEMENT[one.element] ?? one.element}>
                <Structure element={one} />
              </Fact>
            ))}
          </dl>
        </>
      )}
    </>
  )
}

export const Structure = ({ element }: { element: ElementShown }) => (
  <>
    {element.about} {element.unconfirmed && <Badge tone="open">Unconfirmed</Badge>}
    {element.includes.length > 0 && <p>Counts: {element.includes.join('; ')}.</p>}
    {element.excludes.length > 0 && <p>Left out: {element.excludes.join('; ')}.</p>}
    <span className="under">{element.source}</span>
  </>
)

const Said = ({ of }: { of: string[] }) => (
  <ul className="plain-list">
    {of.map((one) => (
      <li key={one}>{one}</li>
    ))}
  </ul>
)

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function BasedOn({ id }: { id: string }) {
  const base = useQuery(modelsQuery).data?.find((one) => one.id === id)
  if (!base) return <>{id}</>
  return (
    <Link to="/models/$folder/$name" params={addressOf(id)}>
      {base.title}
    </Link>
  )
}
