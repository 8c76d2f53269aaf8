/** The width a picture has, as the page gives it. */
import { type RefObject, useEffect, useRef, useState } from 'react'

export function useWidth(): { holder: RefObject<HTMLDivElement | null>; width: number } {
  const holder = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const element = holder.current
    if (!element) return
    const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    watch.observe(element)
    return () => watch.disconnect()
  }, [])
  return { holder, width }
}
