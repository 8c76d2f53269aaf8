import type { FastifyRequest } from 'fastify'
import type { Act } from '../../../convening/act.ts'
import { type House, throughRegisterDoor } from '../../house.ts'

/** An act of who asks, let in and recorded by the door. */
export const acting = <Result>(
  house: House,
  request: FastifyRequest,
  work: (act: Act) => Promise<Result>,
): Promise<Result> =>
  throughRegisterDoor(house, request, (door) => work({ register: house.register, by: door.viewer, now: house.now() }))
