export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 5l8.5 4.9-8.5 4.9-8.5-4.9z" fill="currentColor" />
      <path d="M6.5 11.8l8.5 4.9v9.8l-8.5-4.9z" fill="currentColor" opacity=".8" />
      <path d="M25.5 11.8l-8.5 4.9v9.8l8.5-4.9z" fill="currentColor" opacity=".6" />
    </svg>
  )
}
