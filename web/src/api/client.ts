/** The one way to the server: JSON in, JSON out; a refusal arrives as the problem that the server wrote. */
import type { Problem } from './answer.ts'

export class Refusal extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'Refusal'
    this.problem = problem
  }
}

export const get = <Answer>(path: string): Promise<Answer> => ask<Answer>(path, { method: 'GET' })

export const send = <Answer>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<Answer> =>
  ask<Answer>(path, {
    method,
    headers: { 'x-wholepanel': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

/** When the server last heard of this reader: by it the page knows when a session is about to end. */
export const heard = { at: Date.now() }

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  heard.at = Date.now()
  const response = await fetch(path, { ...init, credentials: 'same-origin' }).catch(() => undefined)
  if (!response) throw new Refusal(unreachable)
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as Answer
  throw new Refusal(await problemOf(response))
}

/** Sends something large, and tells how much of it is on its way: a share from 0 to 1. */
export function upload<Answer>(path: string, body: unknown, told: (share: number) => void): Promise<Answer> {
  heard.at = Date.now()
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('x-wholepanel', '1')
    request.setRequestHeader('content-type', 'application/json')
    request.upload.onprogress = ({ loaded, total }) => told(total > 0 ? loaded / total : 0)
    const broken = () => reject(new Refusal(brokenOff))
    request.onerror = broken
    request.onabort = broken
    request.ontimeout = broken
    request.onload = () => {
      const answer = new Response(request.responseText, { status: request.status })
      if (answer.ok) resolve(answer.json() as Promise<Answer>)
      else void problemOf(answer).then((problem) => reject(new Refusal(problem)))
    }
    request.send(JSON.stringify(body))
  })
}

async function problemOf(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as Partial<Problem>
  return {
    type: 'about:blank',
    title: 'the server could not answer',
    code: 'state-unexpected',
    detail: '',
    ...said,
    status: response.status,
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'the server does not answer',
  status: 0,
  code: 'unreachable',
  detail: 'Nothing came back from the region’s server.',
  fix: 'See that it is still running, then try again.',
}

/** Whoever sends the same again has it there once, so that nobody need know which it was. */
const brokenOff: Problem = {
  ...unreachable,
  title: 'the sending broke off',
  detail: 'No answer came from the region’s server, so that nobody knows whether it arrived.',
  fix: 'See that you are connected, then send it again. If it had arrived, it is there once all the same.',
}
