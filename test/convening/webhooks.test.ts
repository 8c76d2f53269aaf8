import { openPglite } from '../../src/register/open.ts'
import { webhooksSuite } from './webhooks-suite.ts'

webhooksSuite('webhooks, in the embedded register', () => openPglite())
