"use strict";
exports.id = 128;
exports.ids = [128];
exports.modules = {

/***/ 128:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   headingOf: () => (/* binding */ headingOf)
/* harmony export */ });
/** Returns a heading of the job summary for the deployment of a step. */
function headingOf(asked, environment, state, hasFailed) {
    switch (asked.operation) {
        case 'create':
            return `Created a deployment to ${environment}`;
        case 'update':
            return hasFailed
                ? `Could not update the deployment to ${environment}`
                : `Updated the deployment to ${environment}`;
        case 'wait':
            return `Waited for the deployment to ${environment}`;
        case 'find':
            return `Found a deployment to ${environment}`;
    }
    switch (state) {
        case 'success':
            return `Deployed to ${environment}`;
        case 'failure':
        case 'error':
            return `Deployment to ${environment} failed`;
        default:
            return `Deployment to ${environment} is ${state ?? 'without a status'}`;
    }
}


/***/ })

};
;