"use strict";
exports.id = 128;
exports.ids = [128];
exports.modules = {

/***/ 128:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ teardownHeading),
/* harmony export */   headingOf: () => (/* binding */ headingOf)
/* harmony export */ });
/* harmony import */ var _domain_pattern_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8286);

/** Maximum number of environments that a heading names. */
const maxNamed = 3;
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
/** Returns a heading of the job summary for a teardown or its dry run. */
function teardownHeading({ target, dryRun }, plan) {
    const isIdle = plan.environmentsToDelete.length === 0 && plan.decisions.every(({ action }) => ['spare', 'none'].includes(action));
    const what = target.by === 'id'
        ? `Teardown of deployment ${target.id}`
        : `${(0,_domain_pattern_js__WEBPACK_IMPORTED_MODULE_0__/* .hasPatterns */ .__)(target.lines) ? 'Sweep' : 'Teardown'} of ${named(target.lines)}`;
    return `${what}${dryRun ? ' (dry run)' : ''}${isIdle ? ': nothing to do' : ''}`;
}
function named(lines) {
    const more = lines.length - maxNamed;
    return more > 0 ? `${lines.slice(0, maxNamed).join(', ')} and ${more} more` : lines.join(', ');
}


/***/ }),

/***/ 8286:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OZ: () => (/* binding */ isBoundless),
/* harmony export */   Pt: () => (/* binding */ isPattern),
/* harmony export */   VB: () => (/* binding */ isExclusion),
/* harmony export */   __: () => (/* binding */ hasPatterns)
/* harmony export */ });
/** Whether a line is a pattern, not only a name. */
const isPattern = (line) => /[*?[\]{}\\]/.test(line);
/** Whether a line excludes the names that it matches. */
const isExclusion = (line) => line.startsWith('!');
/** Whether the lines can be resolved only with the names of existing environments. */
const hasPatterns = (lines) => lines.some(line => isExclusion(line) || isPattern(line));
/** Whether a pattern matches everything, because one of its alternatives has no literal character. */
function isBoundless(line) {
    if (isExclusion(line) || !isPattern(line))
        return false;
    let rest = line.replaceAll(/\\./gsu, 'x').replaceAll(/\[(\[:\w+:\]|[^\]])+\]/g, '');
    // A group is literal only if all its alternatives are literal.
    while (innermost.test(rest)) {
        rest = rest.replace(innermost, (_, inner) => (inner.split(',').some(isWild) ? '' : 'x'));
    }
    return isWild(rest);
}
const innermost = /\{([^{}]*)\}/;
const isWild = (text) => text.replaceAll(/[*?{},!/\s]/g, '') === '';


/***/ })

};
;