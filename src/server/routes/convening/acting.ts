import type { FastifyRequest } from 'fastify'
import type { Act, Form } from '../../../convening/act.ts'
import type { Viewer } from '../../../governance/viewer.ts'
import { type House, throughRegisterDoor } from '../../house.ts'
import { routeOf } from '../../problem.ts'

/** An act of who asks, let in and recorded by the door. */
export const acting = <Result>(
  house: House,
  request: FastifyRequest,
  work: (act: Act) => Promise<Result>,
): Promise<Result> => throughRegisterDoor(house, request, (door) => work(actOf(house, request, door.viewer)))

/** What somebody does by sending this form. */
export const actOf = (house: House, request: FastifyRequest, by: Viewer): Act => ({
  ...{ register: house.register, by, now: house.now(), form: formSent(request) },
})

export const formSent = (request: FastifyRequest): Form => ({
  ...{ route: routeOf(request), address: request.url.split('?')[0] ?? '' },
})
