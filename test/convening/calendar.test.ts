import { openPglite } from '../../src/register/open.ts'
import { calendarSuite } from './calendar-suite.ts'

calendarSuite('the calendar, in the embedded register', () => openPglite())
