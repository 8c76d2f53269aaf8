import type { Viewer } from '../api/people/sign-in.ts'

/** Who is offered the way to who can see this; whether they may is answered by the server. */
export const mayAsk = (viewer: Viewer | null | undefined): boolean =>
  viewer?.administers === true || viewer?.role === 'convener' || viewer?.role === 'operator'
