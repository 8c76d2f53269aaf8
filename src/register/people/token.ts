import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits: nobody guesses it, so a plain hash keeps it. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What the register keeps of a token: who reads the register cannot use it. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')
