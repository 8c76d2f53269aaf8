/** What practices, payers and overseers read of people, panels, cost and payment. Columns as in `permissions.ts`. */
export const CARE = `
read-page                 -                      anyone        -          none      -                      before-sign-in
read-health               -                      anyone        -          none      -                      before-sign-in
read-api-description      -                      anyone        -          none      -                      before-sign-in
read-models               -                      anyone        -          none      -                      no-figures
read-session              -                      anyone        -          none      -                      before-sign-in
sign-in                   -                      anyone        -          none      -                      before-sign-in
sign-out                  -                      anyone        -          none      -                      before-sign-in
accept-invitation         -                      anyone        -          none      -                      before-sign-in
read-smart-configuration  -                      anyone        -          none      -                      before-sign-in
ask-token                 -                      anyone        -          none      -                      signed-program
run-command               -                      anyone        -          none      -                      own-machine
read-statement-form       -                      anyone        -          none      -                      own-word
make-statement            -                      anyone        -          none      -                      own-word
withdraw-own-statement    -                      anyone        -          none      -                      own-word
read-calendar-file        -                      anyone        -          none      -                      own-secret-address

read-periods              practice               role          treatment  none      -                      taking-part
read-periods              provider-organization  role          treatment  none      -                      taking-part
read-periods              payer                  role          payment    none      -                      taking-part
read-periods              convener               role          convening  none      -                      taking-part
read-periods              state                  role          oversight  none      -                      taking-part
read-periods              purchaser              role          oversight  none      -                      taking-part
read-periods              coach                  role          convening  none      -                      taking-part
read-periods              public                 role          public     none      -                      no-figures
read-periods              operator               role          oversight  none      -                      keeps-the-region

read-practices            practice               role          treatment  run       treatment              treatment
read-practices            provider-organization  role          treatment  run       treatment              treatment
read-practices            payer                  role          payment    run       payment                payment
read-practices            convener               role          convening  run       operations             aggregation
read-practices            state                  role          oversight  run       oversight, operations  oversight
read-practices            purchaser              role          oversight  run       operations             aggregation
read-practices            coach                  role          convening  run       operations             aggregation
read-practices            public                 role          public     none      public-reporting       no-figures
read-practices            operator               role          oversight  run       -                      keeps-the-region

read-practice             practice               treats        treatment  run       treatment              treatment
read-practice             provider-organization  treats        treatment  run       treatment              treatment
read-practice             practice               emergency     treatment  run       treatment              emergency
read-practice             provider-organization  emergency     treatment  run       treatment              emergency
read-practice             payer                  covers        payment    run       payment                payment
read-practice             convener               in-directory  convening  run       operations             aggregation
read-practice             state                  in-directory  oversight  run       oversight, operations  oversight
read-practice             purchaser              in-directory  oversight  run       operations             aggregation
read-practice             coach                  coaches       convening  run       operations             aggregation
read-practice             operator               in-directory  oversight  run       -                      keeps-the-region

read-panel                practice               treats        treatment  on-panel  treatment              treatment
read-panel                provider-organization  treats        treatment  on-panel  treatment              treatment
read-panel                practice               emergency     treatment  run       treatment              emergency
read-panel                provider-organization  emergency     treatment  run       treatment              emergency
read-panel                payer                  covers        payment    run       payment                payment
read-panel                operator               in-directory  oversight  run       -                      keeps-the-region

read-person               practice               treats        treatment  on-panel  treatment              treatment
read-person               provider-organization  treats        treatment  on-panel  treatment              treatment
read-person               practice               emergency     treatment  run       treatment              emergency
read-person               provider-organization  emergency     treatment  run       treatment              emergency
read-person               payer                  covers        payment    run       payment                payment
read-person               operator               in-directory  oversight  run       -                      keeps-the-region

read-roster               practice               treats        treatment  on-panel  treatment              treatment
read-roster               provider-organization  treats        treatment  on-panel  treatment              treatment
read-roster               payer                  covers        payment    run       payment                payment
read-roster               operator               in-directory  oversight  run       -                      keeps-the-region

read-reconciliation       practice               treats        treatment  run       treatment              treatment
read-reconciliation       provider-organization  treats        treatment  run       treatment              treatment
read-reconciliation       payer                  covers        payment    run       payment                payment
read-reconciliation       operator               in-directory  oversight  run       -                      keeps-the-region

read-attribution          practice               role          treatment  run       treatment              treatment
read-attribution          provider-organization  role          treatment  run       treatment              treatment
read-attribution          payer                  role          payment    run       payment                payment
read-attribution          convener               role          convening  run       operations             aggregation
read-attribution          state                  role          oversight  run       oversight, operations  oversight
read-attribution          operator               role          oversight  run       -                      keeps-the-region

read-churn                practice               role          treatment  run       treatment              treatment
read-churn                provider-organization  role          treatment  run       treatment              treatment
read-churn                convener               role          convening  run       operations             aggregation
read-churn                state                  role          oversight  run       oversight, operations  oversight
read-churn                operator               role          oversight  run       -                      keeps-the-region

read-lateness             payer                  role          payment    run       -                      own-delivery
read-lateness             convener               role          convening  run       -                      delivery-kept
read-lateness             state                  role          oversight  run       -                      delivery-kept
read-lateness             operator               role          oversight  run       -                      keeps-the-region

read-scorecard            practice               treats        treatment  run       treatment              treatment
read-scorecard            provider-organization  treats        treatment  run       treatment              treatment
read-scorecard            payer                  covers        payment    run       payment                payment
read-scorecard            convener               in-directory  convening  run       operations             aggregation
read-scorecard            state                  in-directory  oversight  run       oversight, operations  oversight
read-scorecard            purchaser              in-directory  oversight  run       operations             aggregation
read-scorecard            coach                  coaches       convening  run       operations             aggregation
read-scorecard            operator               in-directory  oversight  run       -                      keeps-the-region

read-cost                 practice               role          treatment  run       treatment              treatment
read-cost                 provider-organization  role          treatment  run       treatment              treatment
read-cost                 payer                  role          payment    run       payment                payment
read-cost                 convener               role          convening  run       operations             aggregation
read-cost                 state                  role          oversight  run       oversight, operations  oversight
read-cost                 operator               role          oversight  run       -                      keeps-the-region

read-practice-cost        practice               treats        treatment  run       treatment              treatment
read-practice-cost        provider-organization  treats        treatment  run       treatment              treatment
read-practice-cost        payer                  covers        payment    run       payment                payment
read-practice-cost        convener               in-directory  convening  run       operations             aggregation
read-practice-cost        state                  in-directory  oversight  run       oversight, operations  oversight
read-practice-cost        operator               in-directory  oversight  run       -                      keeps-the-region

read-effect               practice               role          treatment  run       treatment              treatment
read-effect               provider-organization  role          treatment  run       treatment              treatment
read-effect               payer                  role          payment    run       payment                payment
read-effect               convener               role          convening  run       operations             aggregation
read-effect               state                  role          oversight  run       oversight, operations  oversight
read-effect               purchaser              role          oversight  run       operations             aggregation
read-effect               coach                  role          convening  run       operations             aggregation
read-effect               operator               role          oversight  run       -                      keeps-the-region

read-payments             practice               treats        treatment  run       payment                payment
read-payments             provider-organization  treats        treatment  run       payment                payment
read-payments             payer                  covers        payment    run       payment                payment
read-payments             convener               in-directory  convening  run       operations             aggregation
read-payments             state                  in-directory  oversight  run       oversight, operations  oversight
read-payments             operator               in-directory  oversight  run       -                      keeps-the-region

read-exhibit              practice               party         treatment  none      -                      own-contract
read-exhibit              provider-organization  party         treatment  none      -                      own-contract
read-exhibit              payer                  party         payment    none      -                      own-contract
read-exhibit              operator               contracted    oversight  none      -                      keeps-the-region

read-business-case        payer                  role          payment    run       payment                payment
read-business-case        operator               role          oversight  run       -                      keeps-the-region

read-explanation          practice               role          treatment  on-panel  treatment              treatment
read-explanation          provider-organization  role          treatment  on-panel  treatment              treatment
read-explanation          payer                  role          payment    run       payment                payment
read-explanation          convener               role          convening  run       operations             aggregation
read-explanation          state                  role          oversight  run       oversight, operations  oversight
read-explanation          operator               role          oversight  run       -                      keeps-the-region
`
