// Writes docs/reference from the declarations the program runs on, so that the two cannot disagree.
//   npm run docs            writes
//   node scripts/reference.mjs --check   fails when a page is not current
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, ROOT } from './setup.mjs'

build()
const from = (path) => import(join(ROOT, 'dist', path))
const [
  { COMMON_DATA_MODEL },
  { RESULT_TABLES },
  { layouts: LAYOUTS },
  { RULE_FAMILIES },
  { ERRORS },
  { Settings },
  { commandReference },
  { mappingKeys },
  { app },
  { STRICTEST },
  { policyRows },
  { GRANTED },
  { models },
  { modelShown },
  { modelSchema },
  { readRules },
  { listsInWords, populationInWords, stepInWords },
  { casesOf },
  { ruleSchema },
  { readEventRules },
  { eventInWords, roleInWords, shareInWords, whoInWords },
  { eventCasesOf },
  { eventSchema },
  { openModel },
  { readLibrary },
  { dayOfModel, profileOfModel },
  { spoken },
] = await Promise.all([
  from('lake/tables/index.js'),
  from('run/results.js'),
  from('sources/sources.js'),
  from('sources/validate/rules/rules.js'),
  from('error.js'),
  from('region.js'),
  from('cli/program.js'),
  from('sources/mapping/mapping-schema.js'),
  from('server/app.js'),
  from('disclosure/policy/policy.js'),
  from('disclosure/policy/words.js'),
  from('governance/permit.js'),
  from('model/read-model.js'),
  from('payment/library/model-shown.js'),
  from('payment/library/model-schema.js'),
  from('attribution/rule.js'),
  from('attribution/rule-words.js'),
  from('attribution/cases.js'),
  from('attribution/rule-schema.js'),
  from('attribution/events/event-rule.js'),
  from('attribution/events/event-words.js'),
  from('attribution/events/event-cases.js'),
  from('attribution/events/event-schema.js'),
  from('model/open-model.js'),
  from('alignment/profile/library.js'),
  from('alignment/profile/of-model.js'),
  from('alignment/profile/answer.js'),
])

const library = readLibrary()

const cell = (text) =>
  String(text ?? '')
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
const rows = (head, body) =>
  [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => '---').join('|')}|`,
    ...body.map((r) => `| ${r.map(cell).join(' | ')} |`),
  ].join('\n')
const page = (title, about, ...parts) => `# ${title}\n\n${about}\n\n${parts.join('\n\n')}\n`

const tablePage = (title, about, tables) =>
  page(
    title,
    about,
    ...tables.map((t) =>
      [
        `## ${t.name}`,
        t.about,
        `Grain: ${t.grain.map((g) => `\`${g}\``).join(', ')}.`,
        rows(
          ['column', 'type', 'required', 'meaning'],
          t.columns.map((c) => [`\`${c.name}\``, c.type, c.required ? 'yes' : '', c.meaning]),
        ),
      ].join('\n\n'),
    ),
  )

const pages = {
  'tables.md': tablePage(
    'Tables of the lake',
    'The common data model: what payers, practices and the convener send, under the names of the Tuva input layer. `usd` is DECIMAL(18,2); an empty value is unknown, never zero.',
    COMMON_DATA_MODEL,
  ),
  'results.md': tablePage(
    'Result tables',
    'What a run leaves in `runs/<run>/<table>.parquet`. Each row says why, and can be explained.',
    RESULT_TABLES,
  ),
  ...Object.fromEntries(
    LAYOUTS.map((layout) => [
      `layout-${layout.name}.md`,
      page(
        layout.title,
        `Source: ${layout.source}`,
        ...layout.files.map((f) =>
          [
            `## ${f.name}`,
            f.about,
            rows(
              ['field', ...(f.format === 'fixed-width' ? ['from', 'to'] : []), 'type', 'required', 'meaning'],
              f.fields.map((x) => [
                `\`${x.name}\``,
                ...(f.format === 'fixed-width' ? [x.start, x.end] : []),
                x.type,
                x.required ? 'yes' : '',
                x.meaning,
              ]),
            ),
          ].join('\n\n'),
        ),
      ),
    ]),
  ),
  'findings.md': page(
    'Findings',
    'Every rule that a record, a file or a delivery may break: what is expected, and how to mend it. `by-field` quarantines the record where the column is required, and warns otherwise. [Findings](../concepts/findings.md) says how they are used.',
    ...RULE_FAMILIES.map(({ family, rules }) =>
      [
        `## ${family}`,
        rows(
          ['rule', 'severity', 'expected', 'how to mend', 'source'],
          Object.entries(rules).map(([name, r]) => [`\`${name}\``, r.severity, r.expected, r.fix, r.source ?? '']),
        ),
      ].join('\n\n'),
    ),
  ),
  'errors.md': page(
    'Errors',
    'Every error has a code, says where and what to do, and looks the same on the command line, in the API (`application/problem+json`) and on a page.',
    ...Object.entries(ERRORS).map(([code, words]) => `## ${code}\n\n${words[0].toUpperCase()}${words.slice(1)}.`),
  ),
  'settings.md': page(
    'Settings',
    '`wholepanel.yaml` in the region’s folder. A setting changes where and how we run, never a result. `wholepanel settings` prints each value and where it came from.',
    rows(
      ['setting', 'default', 'meaning'],
      Object.entries(Settings.shape).map(([name, schema]) => [
        `\`${name}\``,
        JSON.stringify(schema.parse(undefined)),
        schema.description,
      ]),
    ),
  ),
  'mapping.md': page(
    'Mapping files',
    '`mappings/<sender>/<name>.yaml` in the region: how one kind of file of one sender fills one table. [Map a file](../guides/map-a-file.md) shows one; `wholepanel map --schema` prints this as JSON Schema. `<name>` stands for a name of your own or of the table; `[]` for each item of a list. A column’s name alone is short for `{ from: … }`.',
    rows(
      ['key', 'form', 'required', 'meaning'],
      mappingKeys().map((k) => [`\`${k.key}\``, k.form, k.required ? 'yes' : '', k.meaning]),
    ),
  ),
  'command-line.md': page(
    'Command line',
    'Printed by `wholepanel help`.',
    ...commandReference().map((c) => `## ${c.name}\n\n\`\`\`\n${c.help.trim()}\n\`\`\``),
  ),
  'policies.md': page(
    'Policies',
    'The values of a disclosure policy, and what the strictest one says. A region’s own policy lies in `policies/` of its folder; [Choose a policy](../guides/choose-a-policy.md) shows one.',
    ...policyRows(STRICTEST).map((one) =>
      [
        `## ${one.value_name}`,
        `${one.about}.`,
        rows(
          ['strictest', 'what it says', 'concerns', 'source'],
          [[`\`${one.value}\``, one.says, one.whom, one.source]],
        ),
      ].join('\n\n'),
    ),
  ),
  'permissions.md': page(
    'Permissions',
    'Who may do what, and by what right, printed from `src/governance/permissions.ts`: what no line says is refused. [Governance](../concepts/governance.md) explains the columns.',
    ...[...new Set(GRANTED.map((one) => one.action))].map((action) =>
      [
        `## ${action}`,
        rows(
          ['role', 'must stand as', 'purpose', 'data', 'agreement for', 'because', 'citation'],
          GRANTED.filter((one) => one.action === action).map((one) => [
            ...[one.role ?? 'anyone', one.relationship, one.purpose ?? '', one.data, one.agreement.join(', ')],
            ...[one.basis.words, one.basis.citation ?? ''],
          ]),
        ),
      ].join('\n\n'),
    ),
  ),
  'models.md': page(
    'Models',
    'Every model of the library, printed from `models/`: what it reads, its values and its worked examples. [Model](../concepts/model.md) says what each word means; `/models` shows them with formulas and steps.',
    ...models().map((model) => [modelPart(modelShown(model)), profilePart(model)].filter(Boolean).join('\n\n')),
  ),
  'model.schema.json': `${JSON.stringify(modelSchema(), null, 2)}\n`,
  'attribution-rules.md': page(
    'Attribution rules',
    'Every rule of the library, printed from `models/attribution/`: its lists, its steps in order, where it differs from its source, and its worked examples. [Attribution](../concepts/attribution.md) says what the words mean.',
    ...readRules().map(rulePart),
  ),
  'event-rules.md': page(
    'Rules of events',
    'Every rule of events of the library, printed from `models/events/`: what an event is, its roles in order, where it differs from its sources, and its worked examples. [Attribution](../concepts/attribution.md#events) says what the words mean.',
    ...readEventRules().map(eventRulePart),
  ),
  'event-rule.schema.json': `${JSON.stringify(eventSchema(), null, 2)}\n`,
  'attribution-rule.schema.json': `${JSON.stringify(ruleSchema(), null, 2)}\n`,
  'api.md': apiPage(await apiDocument()),
}

/** One model: a table for what it reads, one for its values, and the names of its worked examples. */
function modelPart(model) {
  const tracks = model.tracks.map(({ label }) => label).join('; ')
  const newest = ({ kind, values }) => {
    const held = values.at(-1)
    if (!held) return kind === 'own' ? 'a contract’s' : 'not published'
    const { cells } = held
    const said = cells
      .map(({ code, at, value }) => [code, at, value].filter((one) => one !== null).join(' '))
      .join(', ')
    return `${said}, from ${held.from}${values.length > 1 ? `; ${values.length - 1} before` : ''}`
  }
  const parts = [
    `## ${model.id}`,
    `${model.title}. ${model.readiness}${model.based_on ? `; based on ${model.based_on}` : ''}; ${tracks}.`,
  ]
  if (model.facts.length > 0)
    parts.push(
      rows(
        ['fact', 'unit', 'may be blank', 'meaning'],
        model.facts.map((f) => [`\`${f.name}\``, f.unit, f.optional ? 'yes' : '', f.definition]),
      ),
    )
  if (model.parameters.length > 0)
    parts.push(
      rows(
        ['parameter', 'kind', 'unit', 'value', 'status', 'source'],
        model.parameters.map((p) => [
          ...[`\`${p.name}\``, p.kind, p.unit, newest(p), p.status, p.values.at(-1)?.source ?? ''],
        ]),
      ),
    )
  if (model.worked_cases.length > 0)
    parts.push(
      rows(
        ['worked example', 'figures'],
        model.worked_cases.map((c) => [c.case, c.published ?? 'own arithmetic']),
      ),
    )
  return parts.join('\n\n')
}

/** What a model answers to the elements of alignment, by its newest values. */
function profilePart(model) {
  const { answers } = profileOfModel(openModel(model), {
    ...library,
    track: null,
    day: dayOfModel(model, '9999-12-31'),
  })
  const said = library.elements.elements.flatMap((element) =>
    (answers.get(element.element) ?? []).map(({ reading, answer, status, source }) => [
      ...[element.label, reading, spoken(element, answer), status === 'unconfirmed' ? status : '', source],
    ]),
  )
  return said.length > 0 ? rows(['alignment', 'where', 'answer', 'status', 'source'], said) : ''
}

/** One rule: its sources, lists and steps, where it differs, and the names of its worked examples. */
function rulePart(rule) {
  const { steps } = rule
  return [
    ...headOf(rule),
    `${populationInWords(rule)} ${listsInWords(rule)}`,
    rows(
      ['step', 'what it does', 'source'],
      steps.map((step, i) => [i + 1, stepInWords(step), step.source]),
    ),
    ...textsOf(rule),
    rows(
      ['worked example', 'from'],
      casesOf(rule).cases.map((one) => [one.case, one.published ?? 'worked by hand from the rule']),
    ),
  ].join('\n\n')
}

/** One rule of events: its roles with their shares, where it differs, and the names of its worked examples. */
function eventRulePart(rule) {
  return [
    ...headOf(rule),
    `${eventInWords(rule)} ${whoInWords(rule)}`,
    rows(
      ['role', 'who has it', 'share', 'source'],
      rule.roles.map((role) => [`\`${role.role}\``, roleInWords(role), shareInWords(role), role.source]),
    ),
    ...textsOf(rule),
    rows(
      ['worked example'],
      eventCasesOf(rule).cases.map((one) => [one.case]),
    ),
  ].join('\n\n')
}

/** What a rule says of itself. */
function headOf({ rule, title, about, status }) {
  const unconfirmed = status ? ' **Unconfirmed: not checked against the text of its source.**' : ''
  return [`## ${rule}`, `${title}. ${about.trim()}${unconfirmed}`]
}

/** Where a rule differs from its sources, and these. */
function textsOf({ sources, differs = [] }) {
  return [
    ...(differs.length > 0
      ? [['Differs from its source:', ...differs.map((one) => `- ${one.trim()}`)].join('\n')]
      : []),
    rows(
      ['source', 'by', 'says'],
      sources.map((one) => [one.url ? `[${one.title}](${one.url})` : one.title, one.by, one.says?.trim()]),
    ),
  ]
}

/** The fields of an answer, one level deep, as a sentence. */
function fieldsOf(schema, document) {
  const follow = (one) =>
    one?.$ref
      ? follow(
          one.$ref
            .split('/')
            .slice(1)
            .reduce((at, key) => at[key], document),
        )
      : one
  const whole = follow(schema)
  const list = whole?.type === 'array'
  const names = Object.keys((list ? follow(whole.items) : whole)?.properties ?? {})
  return names.length > 0
    ? `Answers ${list ? 'a list of' : 'with'} ${names.map((name) => `\`${name}\``).join(', ')}.`
    : ''
}

/** The document of a server that answers nobody: no region is opened for it. */
async function apiDocument() {
  const region = { settings: Settings.parse({ region: '-' }) }
  const server = await app({ version: '', host: '127.0.0.1', pages: null, log: () => {}, region })
  return server.swagger()
}

function apiPage(document) {
  const routes = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ path, method, route })),
  )
  return page(
    'HTTP API',
    'The document itself is at `/api/openapi.json`; it is made from the same schemas that check each request and strip each response.',
    ...routes.map(({ path, method, route }) => {
      const parameters = (route.parameters ?? []).map((p) => [
        `\`${p.name}\``,
        p.in,
        p.required ? 'yes' : '',
        p.description ?? p.schema?.description ?? '',
      ])
      return [
        `## ${method.toUpperCase()} ${path}`,
        route.summary ? `${route.summary}.` : '',
        parameters.length > 0 ? rows(['parameter', 'in', 'required', 'meaning'], parameters) : '',
        fieldsOf(route.responses?.['200']?.content?.['application/json']?.schema, document),
      ]
        .filter(Boolean)
        .join('\n\n')
    }),
  )
}

/** What no declaration says. */
const BY_HAND = ['asvs.md', 'keys-logs-connections.md']

const folder = join(ROOT, 'docs', 'reference')
mkdirSync(folder, { recursive: true })
const stale = [
  ...Object.entries(pages)
    .filter(([name, text]) => !existsSync(join(folder, name)) || readFileSync(join(folder, name), 'utf8') !== text)
    .map(([name]) => name),
  ...readdirSync(folder).filter((name) => !(name in pages) && !BY_HAND.includes(name)),
]
if (process.argv.includes('--check')) {
  if (stale.length > 0) {
    console.error(`docs/reference is not current: ${stale.join(', ')}; run npm run docs`)
    process.exit(1)
  }
} else {
  for (const [name, text] of Object.entries(pages)) writeFileSync(join(folder, name), text)
  console.log(`docs/reference: ${Object.keys(pages).length} pages`)
}
process.exit(0)
