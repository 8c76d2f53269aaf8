import type { StagedFile } from '../staged.ts'

/** The resources of a staged file, one row a record: what is read of each, by its type. */
export const resourceTable = ({ raw_table }: Pick<StagedFile, 'raw_table'>): string => `${raw_table}_resource`
