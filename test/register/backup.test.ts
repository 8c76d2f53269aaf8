import { afterAll } from 'vitest'
import { backupSuite } from './backup.ts'
import { madeFolders } from './made-folder.ts'

const folders = madeFolders()
afterAll(() => folders.remove())

backupSuite('a backup of the embedded register', {
  destroyed: () => folders.empty('register'),
  elsewhere: () => folders.empty('elsewhere'),
})
