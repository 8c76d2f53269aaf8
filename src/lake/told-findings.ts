import { join, literal, type Sql, sql } from './sql.ts'

type Told = Readonly<Record<string, { severity: string; treatment: string; reason: string }>>

/** One row per finding of a rule file: finding, severity, treatment, reason, and the rule as results cite it. */
export const toldFindings = ({ rule, findings }: { rule: string; findings: Told }): Sql =>
  join(
    Object.entries(findings).map(
      ([finding, { severity, treatment, reason }]) => sql`select ${literal(finding)} as finding,
        ${literal(severity)} as severity, ${literal(treatment)} as treatment, ${literal(reason)} as reason,
        ${literal(`${rule}/findings/${finding}`)} as rule`,
    ),
    ' union all ',
  )
