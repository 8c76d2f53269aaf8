/** Alignment, on paper and in effect. Columns as in `permissions.ts`. */
export const ALIGNMENT = `
read-alignment            practice               role          treatment  none      -                      no-amounts
read-alignment            provider-organization  role          treatment  none      -                      no-amounts
read-alignment            payer                  role          payment    none      -                      no-amounts
read-alignment            convener               role          convening  none      -                      no-amounts
read-alignment            state                  role          oversight  none      -                      no-amounts
read-alignment            purchaser              role          oversight  none      -                      no-amounts
read-alignment            coach                  role          convening  none      -                      no-amounts
read-alignment            operator               role          oversight  none      -                      keeps-the-region
read-alignment-answers    payer                  asked         payment    none      -                      said-of-itself
read-alignment-answers    convener               registered    convening  none      -                      no-amounts
read-alignment-answers    state                  registered    oversight  none      -                      no-amounts
read-alignment-answers    operator               registered    oversight  none      -                      keeps-the-region
state-alignment-answers   payer                  asked         payment    none      -                      said-of-itself
state-alignment-answers   operator               registered    oversight  none      -                      keeps-the-region
read-pathway              convener               role          convening  run       operations             aggregation
read-pathway              state                  role          oversight  run       oversight, operations  oversight
read-pathway              operator               role          oversight  run       -                      keeps-the-region
read-burden               convener               role          convening  run       operations             aggregation
read-burden               state                  role          oversight  run       oversight, operations  oversight
read-burden               operator               role          oversight  run       -                      keeps-the-region
read-rubric               practice               role          treatment  none      -                      no-amounts
read-rubric               provider-organization  role          treatment  none      -                      no-amounts
read-rubric               payer                  role          payment    run       payment                payment
read-rubric               convener               role          convening  run       operations             aggregation
read-rubric               state                  role          oversight  run       oversight, operations  oversight
read-rubric               purchaser              role          oversight  none      -                      no-amounts
read-rubric               coach                  role          convening  none      -                      no-amounts
read-rubric               operator               role          oversight  run       -                      keeps-the-region
read-alignment-actions    payer                  role          payment    none      -                      no-amounts
read-alignment-actions    convener               role          convening  none      -                      no-amounts
read-alignment-actions    state                  role          oversight  none      -                      no-amounts
read-alignment-actions    operator               role          oversight  none      -                      keeps-the-region
agree-alignment-action    convener               role          convening  none      -                      no-amounts
agree-alignment-action    operator               role          oversight  none      -                      keeps-the-region
read-practice-alignment   practice               treats        treatment  run       treatment              treatment
read-practice-alignment   provider-organization  treats        treatment  run       treatment              treatment
read-practice-alignment   convener               in-directory  convening  run       operations             aggregation
read-practice-alignment   state                  in-directory  oversight  run       oversight, operations  oversight
read-practice-alignment   coach                  coaches       convening  run       operations             aggregation
read-practice-alignment   operator               in-directory  oversight  run       -                      keeps-the-region
`
