import { hash, verify } from '@node-rs/argon2'

/** OWASP's parameters for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

/** As slow for nobody as for somebody: without a hash it is held against one that nothing fits. */
export async function passwordFits(kept: string | undefined, password: string): Promise<boolean> {
  const fits = await verify(kept ?? (await nobodys()), password.normalize('NFKC'))
  return fits && kept !== undefined
}

let nobody: Promise<string> | undefined
const nobodys = (): Promise<string> => {
  nobody ??= hashPassword(`nobody's ${Math.random()}`)
  return nobody
}
/** Made ahead, so that the first wrong name is not slower than the next. */
export const readyPasswords = async (): Promise<void> => void (await nobodys())
