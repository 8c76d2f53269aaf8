import { WholepanelError } from '../error.ts'

const FULL = /ENOSPC|EDQUOT|EFBIG|No space left on device|Disk quota exceeded|File too large/
const CLOSED = /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system/

/**
 * What the operating system refused, in its own words or the engine's, anywhere among an error's causes; null when it is
 * something else. Nothing is published before it is whole, so the last good state stands and the same command mends it.
 */
export function storageFault(error: unknown, at: string): WholepanelError | null {
  let one = error
  for (let depth = 0; depth < MOST_CAUSES && one instanceof Error; depth++) {
    const told = `${(one as NodeJS.ErrnoException).code ?? ''} ${one.name === 'WholepanelError' ? '' : one.message}`
    if (FULL.test(told))
      return new WholepanelError('state-disk-full', { at, fix: 'make room and run the same command again' }, error)
    if (CLOSED.test(told))
      return new WholepanelError(
        'state-no-permission',
        { at, fix: 'give the folder back to the user who runs this, and run the same command again' },
        error,
      )
    one = one.cause
  }
  return null
}
const MOST_CAUSES = 6
