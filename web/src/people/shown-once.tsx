/** It is not kept anywhere: whoever closes the page makes another. */
export function ShownOnce({ link }: { link: string }) {
  return (
    <div role="status" className="shown-once">
      <p>Send this link by a way you trust. It lets one person in, once, within seven days, and is not shown again.</p>
      <input
        className="ds-c-field"
        readOnly
        aria-label="Invitation link"
        value={link}
        onFocus={(e) => e.target.select()}
      />
    </div>
  )
}
