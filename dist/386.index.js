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

/***/ 6663:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B$: () => (/* binding */ olderStillActive),
/* harmony export */   F_: () => (/* binding */ olderMayBeActive),
/* harmony export */   Rm: () => (/* binding */ siblingSuperseded),
/* harmony export */   Tm: () => (/* binding */ newerSucceeded),
/* harmony export */   ex: () => (/* binding */ listLacksDeployment),
/* harmony export */   kn: () => (/* binding */ otherWorkflowSuperseded),
/* harmony export */   zM: () => (/* binding */ leftOpenNotEnded)
/* harmony export */ });
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);

/** GitHub's list of older deployments is out of date, because it lacks the deployment itself. */
const listLacksDeployment = ({ id, environment }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's list of the deployments of ${environment} does not show deployment ${id} itself.`, 'Older ones can be ended with "operation: deactivate" and "keep: 1".', 'list-lacks-deployment');
/** Older deployments could not be read, or deactivating them failed altogether. */
const olderMayBeActive = ({ environment, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate older deployments of ${environment}: they may still be active. ${reason}`, 'older-may-be-active');
/** GitHub refused to deactivate some of the older deployments. */
const olderStillActive = ({ environment, failed, total, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not deactivate ${failed} of ${total} older deployments of ${environment}: they are still active. ${reason}`, 'older-still-active');
/** The deployment supersedes one that another job of the same run made for the same commit. */
const siblingSuperseded = ({ task, id, logUrl }) => {
    const sibling = [id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`This ends a deployment of task "${task}", which another job of this run made for the same commit (${sibling.join(', ')}). If the jobs deploy different parts, give each part its own "task", such as "deploy:api".`, 'sibling-superseded');
};
/** The deployment supersedes one that another workflow made. */
const otherWorkflowSuperseded = ({ environment, task, workflow, other }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .notice */ .lm)(`Workflow "${workflow}" superseded a deployment of task "${task}" in ${environment} that workflow "${other}" made. If they deploy different parts, give each part its own "task", such as "deploy:api", and end the deployments of the old task once with "operation: deactivate" and "task: ${task}". If they deploy the same part, such as a release and a rollback, nothing is wrong.`, 'other-workflow-superseded');
/** A newer deployment succeeded before this one. */
const newerSucceeded = ({ environment, commit, id, logUrl }) => {
    const newer = [commit, id === undefined ? undefined : `deployment ${id}`, logUrl].filter(part => part !== undefined);
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`A newer deployment of ${environment} succeeded before this one (${newer.join(', ')}). Both stay active, because which of them is live cannot be known. Use "concurrency" in the workflow, so that deployments of an environment do not overlap.`, 'newer-succeeded');
};
/** Deployments that an earlier attempt of this run left open could not be ended. */
const leftOpenNotEnded = ({ count, reason }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not end ${count === 1 ? 'the deployment' : `${count} deployments`} that an earlier attempt of this run left open. ${reason}`, 'left-open-not-ended');


/***/ }),

/***/ 3386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportStillActive: () => (/* binding */ reportStillActive),
/* harmony export */   supersede: () => (/* binding */ supersede)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(289);
/* harmony import */ var _messages_list_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(30);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6663);
/* harmony import */ var _domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8879);
/* harmony import */ var _ports_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5255);
/* harmony import */ var _written_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6713);







/**
 * Ends the older successful deployments of the same environment and task. A failure is only a warning because the
 * deployment itself succeeded.
 */
async function supersede(deployment, logUrl, known, ports) {
    try {
        await endOlder(deployment, logUrl, await listFor(deployment, known, ports), ports);
    }
    catch (error) {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Cancelled */ .cJ)
            throw error;
        ports.report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderMayBeActive */ .F_)({ environment: deployment.environment, reason: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error) }));
    }
}
/** Returns the deployments to search. @throws Problem if GitHub's list does not show the deployment itself */
async function listFor(own, known, { github, clock }) {
    const newest = known.newest ?? (await github.newestOfEnvironment(own, { mayBeNew: true }));
    const isEnough = newest.isAll || newest.of === 'task';
    if (isEnough && !isStale(newest, own))
        return newest;
    if (!isEnough && known.ofTask !== undefined)
        return (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)(newest, known.ofTask);
    const read = async () => {
        const ofTask = await github.newestOfTask(own, {});
        return isEnough ? ofTask : (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .joined */ .oR)(newest, ofTask);
    };
    const list = await read();
    if (!isStale(list, own))
        return list;
    await clock.sleep(_ports_js__WEBPACK_IMPORTED_MODULE_4__/* .replicaLagMs */ .n);
    const second = await read();
    if (!isStale(second, own))
        return second;
    throw (0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .listLacksDeployment */ .ex)({ id: own.id, environment: own.environment });
}
/** Whether a list is too old to rely on, because it is complete but lacks the deployment itself. */
const isStale = ({ deployments, isAll }, own) => isAll && !deployments.some(({ nodeId }) => nodeId === own.nodeId);
async function endOlder(deployment, logUrl, list, ports) {
    const { github, report, run } = ports;
    const { environment, task } = deployment;
    const { superseded, ofOtherApps, ofOtherTasks, newer } = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .supersedingOf */ .Dp)(list.deployments, deployment, run);
    if (superseded.length > 0) {
        const description = `Superseded by ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .shortRef */ .m3)(deployment.sha)}`;
        const { done, failed } = await (0,_written_js__WEBPACK_IMPORTED_MODULE_2__/* .writeAll */ .f)(superseded, batch => github.end(batch, { state: 'inactive', description, logUrl, withPayloads: true }));
        if (done.length > 0)
            report.superseded(done);
        adviseTasks(done, deployment, ports);
        const [first] = failed;
        if (first !== undefined) {
            const total = superseded.length;
            report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderStillActive */ .B$)({ environment, failed: failed.length, total, reason: first.why }));
        }
    }
    const [newest] = newer;
    if (newest !== undefined) {
        const { id, sha, logUrl: log } = newest;
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .newerSucceeded */ .Tm)({ environment, commit: (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .shortRef */ .m3)(sha), id, logUrl: log }));
    }
    if (list.of === 'task' && !list.isAll) {
        const searched = list.deployments.filter(other => other.task === task).length;
        report.info(`Only the newest ${searched} deployments of task "${task}" in ${environment} were checked. If older ones are still active, end them with "operation: deactivate".`);
    }
    reportActive(ofOtherApps.length, ofOtherApps.length === 1 ? ' of another app' : ' of other apps', ports);
    reportOtherTasks(ofOtherTasks, ports);
}
/** Advises a task for each part if other jobs of this run, or other workflows, made what was superseded. */
function adviseTasks(ended, own, { report, run }) {
    const { environment, task } = own;
    for (const { id, logUrl } of ended.filter(other => (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .isSibling */ .lO)(other, own, run))) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .siblingSuperseded */ .Rm)({ task, id, logUrl }));
    }
    const workflows = new Set(ended.map(other => (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .otherWorkflowOf */ .BG)(other, run)).filter(name => name !== undefined));
    for (const other of workflows) {
        report.note((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .otherWorkflowSuperseded */ .kn)({ environment, task, workflow: run.workflow, other }));
    }
}
/** Reports older deployments that stay active because the author wants it. */
function reportStillActive(deployment, { newest, ofTask }, ports) {
    const listed = [...(newest?.deployments ?? []), ...(ofTask?.deployments ?? [])];
    const { superseded, ofOtherApps, ofOtherTasks } = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_3__/* .supersedingOf */ .Dp)(listed, deployment, ports.run);
    const active = [...superseded, ...ofOtherApps];
    const commits = [...new Set(active.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_5__/* .shortRef */ .m3)(sha)))].join(', ');
    reportActive(active.length, '', ports, `: ${commits} ("auto-inactive" is "false")`);
    reportOtherTasks(ofOtherTasks, ports);
}
const reportOtherTasks = ({ length }, ports) => {
    reportActive(length, length === 1 ? ' of another task' : ' of other tasks', ports);
};
function reportActive(count, which, { report }, more = '') {
    if (count > 0)
        report.info(`${(0,_messages_list_js__WEBPACK_IMPORTED_MODULE_6__/* .counted */ .hS)(count, 'older deployment')}${which} ${count === 1 ? 'stays' : 'stay'} active${more}`);
}


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
    const count = Math.ceil(listed.length / _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C);
    return Array.from({ length: count }, (_, place) => listed.slice(place * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C, (place + 1) * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .C));
}
/** Writes to deployments. Returns those that this action wrote, and the reasons why it could not write others. */
async function writeAll(listed, write) {
    const done = [];
    const failed = [];
    const left = new Set(listed.map(({ nodeId }) => nodeId));
    try {
        for (const batch of inBatches(listed)) {
            for await (const written of write(batch)) {
                left.delete(written.deployment.nodeId);
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