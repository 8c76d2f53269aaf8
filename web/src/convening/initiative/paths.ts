import { INITIATIVES_PATH } from '../../api/convening/convening.ts'

export const initiativePath = (initiative: string) => `${INITIATIVES_PATH}/${encodeURIComponent(initiative)}`
export const committeePath = (committee: string) => `/api/committees/${encodeURIComponent(committee)}`
