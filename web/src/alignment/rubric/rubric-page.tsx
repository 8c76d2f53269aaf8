/** What somebody holds payers to, and how each stands: preferred, acceptable or unmet, and what is late. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type CriterionAsked, type RubricFound, rubricPath, rubricQuery } from '../../api/alignment/rubric.ts'
import { Answer } from '../../design/answers/answer.tsx'
import { sentence } from '../../design/answers/error-note.tsx'
import { Choice } from '../../design/forms/choice.tsx'
import { Page } from '../../design/frame/page.tsx'
import { Download } from '../../design/tables/download.tsx'
import { Table } from '../../design/tables/table.tsx'
import { day } from '../../design/words/format.ts'
import { plural } from '../../design/words/words.ts'
import { AlignmentNav } from '../alignment-nav.tsx'
import { LevelMark } from './level-mark.tsx'
import { Why } from './why.tsx'
import '../alignment.css'

export type RubricAsked = { rubric?: string | undefined }

export function RubricPage() {
  const { rubric } = useSearch({ from: '/alignment/rubric' })
  const query = useQuery(rubricQuery(rubric))
  return (
    <div className="page">
      <AlignmentNav />
      <Page
        title="Rubrics"
        lead="What somebody holds payers to: for each point what is preferred, what is acceptable, and by when acceptable has to become preferred."
      >
        <Answer query={query} what="the rubric">
          {(found) => <Shown found={found} />}
        </Answer>
      </Page>
    </div>
  )
}

const IN_FORCE: Record<RubricFound['rubric']['in_force'], string> = {
  'in-force': '',
  'not-yet': ' It is not in force yet.',
  ended: ' It is not in force any more.',
}

const MEMBERS: Record<RubricFound['rubric']['members'], string | null> = {
  'not-asked': null,
  'of-the-run':
    'Shares of members are of the last run, by the category of the contract that a practice is under. Members of lines that the run does not tell apart are not in them, nor lines in which some are few.',
  'not-told':
    'Shares of members are not shown to you here, or the lines they are asked for have no members in the last run.',
}

function Shown({ found }: { found: RubricFound }) {
  const asked = useSearch({ from: '/alignment/rubric' })
  const navigate = useNavigate({ from: '/alignment/rubric' })
  const { rubric, rubrics, criteria, payers, standings } = found
  const whole = standings.filter(({ reading, line }, i) => reading === null && line === null && isFirst(standings, i))
  const late = whole.filter((one) => one.late === true)
  const of = (criterion: string, payer: string) =>
    whole.find((one) => one.criterion === criterion && one.payer === payer)
  const members = MEMBERS[rubric.members]
  return (
    <>
      <section className="card alignment-table" aria-labelledby="rubric-standing">
        <div className="section-head">
          <h2 id="rubric-standing">{rubric.title}</h2>
          <Download path={rubricPath(rubric.rubric)} about="each payer’s standing" />
        </div>
        <search className="filters alignment-choice" aria-label="Which rubric">
          <Choice
            label="Rubric"
            value={asked.rubric}
            all="The first that is in force"
            options={rubrics.map((one): [string, string] => [one.rubric, one.title])}
            choose={(chosen) => navigate({ search: { rubric: chosen }, resetScroll: false })}
          />
        </search>
        <p>{rubric.about}</p>
        <p className="quiet">
          By {rubric.by}, from {day(rubric.from)}
          {rubric.until && ` until ${day(rubric.until)}`}.{IN_FORCE[rubric.in_force]} As of {day(found.day)}.
        </p>
        <p className="headline-words">
          {late.length === 0
            ? 'Nothing is late.'
            : `${late.length} ${plural(late.length, 'answer')} of ${new Set(late.map(({ payer }) => payer)).size} ${plural(new Set(late.map(({ payer }) => payer)).size, 'payer')} should be preferred by now and ${late.length === 1 ? 'is' : 'are'} not.`}
        </p>
        <Table
          caption="Each payer’s standing"
          quietCaption
          columns={[
            { key: 'criterion', label: 'Asked', names: true, cell: (row: CriterionAsked) => <Asked criterion={row} /> },
            ...payers.map(({ payer, name }) => ({
              key: payer,
              label: name,
              cell: ({ criterion }: CriterionAsked) => <LevelMark standing={of(criterion, payer)} />,
            })),
          ]}
          rows={criteria}
          rowKey={({ criterion }) => criterion}
        />
        {members && <p className="quiet">{members}</p>}
        {rubric.not_asked.length > 0 && <p className="quiet">Not asked: {rubric.not_asked.join('; ')}.</p>}
      </section>
      <Why found={found} />
    </>
  )
}

/** Of rows of one payer and criterion the first is the criterion as a whole. */
const isFirst = (all: RubricFound['standings'], i: number): boolean => {
  const [before, one] = [all[i - 1], all[i]]
  return before?.payer !== one?.payer || before?.criterion !== one?.criterion
}

function Asked({
  criterion: { label, levels, preferred_by, preferred_by_because, evidence },
}: {
  criterion: CriterionAsked
}) {
  return (
    <>
      {label}
      <span className="under quiet">
        {levels.map(({ reading, preferred, acceptable }) => (
          <span key={reading ?? ''}>
            Preferred: {preferred}. {acceptable && `Acceptable: ${acceptable}. `}
          </span>
        ))}
        {preferred_by && `Preferred ${preferred_by === 'yearly' ? 'each year' : `by ${day(preferred_by)}`}. `}
        {preferred_by_because && `${sentence(preferred_by_because)} `}
        Evidence: {evidence}.
      </span>
    </>
  )
}
