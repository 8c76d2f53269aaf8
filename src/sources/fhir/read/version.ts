/** The two releases of FHIR that payers send claims in. */
export type FhirVersion = 'r4' | 'stu3'

/** How the resources lie in the file: one to a line, entries of a Bundle, or one resource that is the whole file. */
export type FhirForm = 'lines' | 'bundle' | 'resource'
