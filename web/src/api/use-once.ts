import type { MutateOptions, UseMutationResult } from '@tanstack/react-query'
import { useRef } from 'react'

/** While one is on its way another is not sent: a second click comes before the button is seen to be off. */
export function useOnce<Answer, Given>(change: UseMutationResult<Answer, Error, Given>) {
  const send = change.mutate as (given: Given, options: MutateOptions<Answer, Error, Given>) => void
  const onItsWay = useRef(false)
  const mutate = (given: Given, options: MutateOptions<Answer, Error, Given> = {}) => {
    if (onItsWay.current) return
    onItsWay.current = true
    send(given, {
      ...options,
      onSettled: (...how) => {
        onItsWay.current = false
        options.onSettled?.(...how)
      },
    })
  }
  return { ...change, mutate }
}
