import type { Table } from '../../lake/table.ts'
import type { FileLayout } from '../layouts/layout.ts'
import { layoutOfTable } from '../layouts/layout-of-table.ts'

/** What a layout says of its own records apart from the columns: no mapping fills it. */
const NOT_MAPPED = ['data_source', 'header_file_id', 'header_record_number', 'share_file_id', 'share_record_number']

/** The table's columns as a sender can fill them. */
export const tableFile = (table: Table): FileLayout => layoutOfTable(table, { leaveOut: NOT_MAPPED })
