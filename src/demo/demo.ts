export { arrangements } from './arrangements.ts'
export { type Demonstration, type DemonstrationOptions, makeDemonstration } from './make-demonstration.ts'
export { type Delivery, SENDERS } from './send.ts'
export { viewers } from './viewers.ts'
