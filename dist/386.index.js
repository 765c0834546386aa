"use strict";
exports.id = 386;
exports.ids = [386];
exports.modules = {

/***/ 30:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ep: () => (/* binding */ nameOrCount),
/* harmony export */   gi: () => (/* binding */ maxNamed),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   wZ: () => (/* binding */ inShort)
/* harmony export */ });
/** Maximum number of names or reasons in a sentence. */
const maxNamed = 5;
/** Lists names for a sentence: the first names and the number of all others. */
function inShort(names, most = maxNamed) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** Names one environment, or counts several: `environment staging`, `2 environments`. */
const nameOrCount = (environments) => environments.length === 1 ? `environment ${environments.join('')}` : counted(environments.length, 'environment');
/** Returns a count with its noun: `1 deployment`, `2 deployments`. */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;


/***/ }),

/***/ 3386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportStillActive: () => (/* binding */ reportStillActive),
/* harmony export */   supersede: () => (/* binding */ supersede)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(289);
/* harmony import */ var _messages_list_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(30);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6663);
<<<<<<< HEAD
/* harmony import */ var _domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4463);
=======
/* harmony import */ var _domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8879);
>>>>>>> w-tests
/* harmony import */ var _written_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6713);






/**
 * Ends the older successful deployments of the same environment and task. If GitHub's rule ends them, only warns about
 * deployments of other jobs of this run. A failure is only a warning because the deployment itself succeeded.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
async function supersede(deployment, { candidates, listed, logUrl }, ports) {
    if (candidates === undefined) {
        warnOfSiblings((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .older */ .$L)(listed, deployment), deployment, ports);
        return;
    }
    try {
        const ended = await endOlder(deployment, await candidates, logUrl, ports);
        const stillActive = listed.filter(({ nodeId }) => !ended.has(nodeId));
        reportOtherTasks((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .olderOfOtherTasks */ .oV)(stillActive, deployment), ports);
    }
    catch (error) {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Cancelled */ .cJ)
            throw error;
        ports.report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderMayBeActive */ .F_)({ environment: deployment.environment, reason: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error) }));
    }
}
/** Ends the older deployments among the candidates. Returns the node ids of all deployments that it tried to end. */
async function endOlder(deployment, { deployments, of, isAll }, logUrl, ports) {
    const { github, report } = ports;
    const superseded = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .older */ .$L)(deployments, deployment);
    if (superseded.length > 0) {
        warnOfSiblings(superseded, deployment, ports);
        const description = `Superseded by ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .shortRef */ .m3)(deployment.sha)}`;
        const { done, failed } = await (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .writeAll */ .f)(superseded, batch => github.end(batch, { state: 'inactive', description, logUrl }));
        if (done.length > 0)
            report.superseded(done);
        const [first] = failed;
        if (first !== undefined) {
            const { environment } = deployment;
            report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderStillActive */ .B$)({ environment, failed: failed.length, total: superseded.length, reason: first.why }));
        }
    }
    if (of === 'task' && !isAll) {
        const text = `Only the newest ${deployments.length} deployments of task "${deployment.task}" in ${deployment.environment} were checked. If older ones are still active, end them with "operation: deactivate".`;
        report.info(text);
    }
    return new Set(superseded.map(({ nodeId }) => nodeId));
}
/** Warns the author if jobs of the same run end each other's deployments. */
function warnOfSiblings(ended, own, { report, run }) {
    for (const { id, logUrl } of ended.filter(other => (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .isSibling */ .lO)(other, own, run))) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .siblingSuperseded */ .Rm)({ task: own.task, id, logUrl }));
    }
}
/** Reports older deployments that stay active because nobody ends them. */
function reportStillActive(deployment, listed, autoInactive, ports) {
    const same = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .older */ .$L)(listed, deployment);
    if (same.length > 0) {
        const commits = [...new Set(same.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_4__/* .shortRef */ .m3)(sha)))].join(', ');
        const why = autoInactive === 'false'
            ? '"auto-inactive" is "false"'
            : 'in production, only "auto-inactive: always" deactivates them';
        ports.report.info(`${stayActive(same.length)}: ${commits} (${why})`);
    }
    reportOtherTasks((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .olderOfOtherTasks */ .oV)(listed, deployment), ports);
}
function reportOtherTasks(count, { report }) {
    if (count === 0)
        return;
    report.info(stayActive(count, count === 1 ? ' of another task' : ' of other tasks'));
}
const stayActive = (count, which = '') => `${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_5__/* .counted */ .hS)(count, 'older deployment')}${which} ${count === 1 ? 'stays' : 'stay'} active`;


/***/ }),

/***/ 6713:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ writeAll),
/* harmony export */   o: () => (/* binding */ inBatches)
/* harmony export */ });
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5255);


/** Splits deployments into batches that are written together. */
function inBatches(listed) {
<<<<<<< HEAD
    const count = Math.ceil(listed.length / _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ);
    return Array.from({ length: count }, (_, place) => listed.slice(place * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ, (place + 1) * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ));
=======
    const count = Math.ceil(listed.length / _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C);
    return Array.from({ length: count }, (_, place) => listed.slice(place * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C, (place + 1) * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C));
>>>>>>> w-tests
}
/** Writes to deployments. Returns those that this action wrote, and the reasons why it could not write others. */
async function writeAll(listed, write) {
    const done = [];
    const failed = [];
    const left = new Set(listed);
    try {
        for (const batch of inBatches(listed)) {
            for await (const written of write(batch)) {
                left.delete(written.deployment);
                if ('why' in written)
                    failed.push(written);
                else if (written.result === 'done')
                    done.push(written.deployment);
            }
        }
    }
    catch (error) {
        if (!(error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .GitHubProblem */ .Jy))
            throw error;
        // No further write can succeed.
        failed.push(...Array.from(left, () => ({ why: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error) })));
    }
    return { done, failed };
}


/***/ })

};
;