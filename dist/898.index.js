"use strict";
exports.id = 898;
exports.ids = [898];
exports.modules = {

/***/ 2359:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ plannedChanges),
/* harmony export */   v: () => (/* binding */ clearedEnvironments)
/* harmony export */ });
/* harmony import */ var _deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(289);

/** Returns the deployments that a teardown changes if nothing fails. */
function plannedChanges({ decisions }) {
    const planned = decisions.filter(({ action }) => action === 'deactivate' || action === 'delete');
    return {
        deactivate: planned.map(({ deployment }) => deployment).filter(({ state }) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(state)),
        delete: planned.filter(({ action }) => action === 'delete').map(({ deployment }) => deployment)
    };
}
/**
 * Returns the environments that the teardown changed and that have no live deployment left. Without a result, the plan
 * counts as done.
 */
function clearedEnvironments(plan, result) {
    const planned = plannedChanges(plan);
    const done = result ?? {
        deactivated: planned.deactivate,
        deleted: planned.delete,
        environments: plan.environmentsToDelete
    };
    const changed = new Set([...done.deactivated, ...done.deleted]);
    const failed = new Set(result?.failed.map(({ deployment }) => deployment));
    const remains = ({ deployment, action }) => (0,_deployment_js__WEBPACK_IMPORTED_MODULE_0__/* .isLive */ .DG)(deployment.state) && (action === 'spare' || (failed.has(deployment) && !changed.has(deployment)));
    const live = new Set(plan.decisions.filter(remains).map(({ deployment }) => deployment.environment.toLowerCase()));
    const touched = new Set([...[...changed].map(({ environment }) => environment), ...done.environments].map(lowerCase));
    return plan.environments.filter(name => touched.has(name.toLowerCase()) && !live.has(name.toLowerCase()));
}
const lowerCase = (text) => text.toLowerCase();


/***/ }),

/***/ 8008:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fn: () => (/* binding */ environmentHasNoAddress),
/* harmony export */   Gc: () => (/* binding */ environmentInUse),
/* harmony export */   hM: () => (/* binding */ environmentsNotDeleted)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


/** Somebody deployed to an environment during the teardown. */
const environmentInUse = ({ name }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use');
/** GitHub refuses to delete environments. Some of them may not exist. */
const environmentsNotDeleted = ({ refused, unknown }) => {
    const names = (0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(refused.map(({ name }) => name));
    const answers = new Set(refused.map(({ answer }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .inWords */ .r4)(answer)));
    const maybe = unknown.length === 0
        ? ''
        : ` Not known to exist: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(unknown)}. To look it up, add "permissions: actions: read" to the job.`;
    return (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Could not delete ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(refused.length, 'environment')}: ${names}. GitHub says: ${[...answers].join(', ')}. Deleting an environment needs administration: write, which GITHUB_TOKEN never has: set "environment-token" to a token that has it.${maybe} Everything else is done.`, 'environments-not-deleted');
};
/** The name of an environment cannot be part of a URL path. */
const environmentHasNoAddress = ({ name }) => new _problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Problem */ .AF(`GitHub's REST API has no address for an environment called "${name}".`, 'Look at it in the settings of the repository.', 'environment-has-no-address');


/***/ }),

/***/ 5898:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  teardown: () => (/* binding */ teardown_teardown)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../messages/job-record.ts
var job_record = __webpack_require__(3345);
// EXTERNAL MODULE: ../messages/list.ts
var list = __webpack_require__(30);
// EXTERNAL MODULE: ../messages/problem.ts
var problem = __webpack_require__(7791);
// EXTERNAL MODULE: ../messages/teardown.ts
var teardown = __webpack_require__(4898);
// EXTERNAL MODULE: ../domain/run.ts
var domain_run = __webpack_require__(8097);
// EXTERNAL MODULE: ../domain/teardown.ts + 2 modules
var domain_teardown = __webpack_require__(1886);
// EXTERNAL MODULE: ../messages/environments.ts
var environments = __webpack_require__(8008);
;// CONCATENATED MODULE: ../operations/progress.ts
/** Number of steps between two lines of progress, or a tenth of all steps if that is more. */
const minStep = 100;
/** Time after which a line of progress follows even if fewer steps are done. */
const maxSilenceMs = 15_000;
/** Returns a function to call after each step of a long list of writes. It reports the progress at regular intervals. */
function progressOf(what, total, { clock, github, report }) {
    let reportedCount = 0;
    let reportedAtMs;
    return doneCount => {
        reportedAtMs ??= clock.now();
        const isFar = doneCount - reportedCount >= Math.max(minStep, total / 10);
        if (doneCount >= total || (!isFar && clock.now() - reportedAtMs < maxSilenceMs))
            return;
        reportedCount = doneCount;
        reportedAtMs = clock.now();
        const text = `Progress    ${doneCount} of ${total} ${what}, ${github.requests} requests so far`;
        report.info(text);
    };
}

// EXTERNAL MODULE: ../operations/survey.ts
var survey = __webpack_require__(7798);
;// CONCATENATED MODULE: ../operations/environment-deletion.ts





/** Deletes environments without deployments. If GitHub refuses, warns and keeps all other results. */
class EnvironmentDeletion {
    #result;
    #ports;
    #survey;
    /** @param result collects deleted environments and failures */
    constructor(result, survey, ports) {
        this.#result = result;
        this.#survey = survey;
        this.#ports = ports;
    }
    async run(doomed, environmentAdmin) {
        const names = await this.#uninhabited(this.withoutFailures(doomed));
        if (names.length === 0)
            return;
        const reached = progressOf('environments deleted', names.length, this.#ports);
        const admin = environmentAdmin();
        const refused = new Map();
        for (const [place, name] of names.entries()) {
            try {
                await admin.deleteEnvironment(name);
                this.#result.environments.push(name);
            }
            catch (error) {
                if (!(error instanceof problem/* Problem */.AF))
                    throw error;
                if (isRefusal(error)) {
                    refused.set(name, error);
                    continue;
                }
                this.fail([name], (0,problem/* explain */.WE)(error));
                if (!isRateLimit(error))
                    continue;
                this.fail(names.slice(place + 1));
                break;
            }
            reached(place + 1);
        }
        await this.#reportRefused(refused);
    }
    /** Returns the environments without failed deployments. */
    withoutFailures(names) {
        const failed = new Set(this.#result.failed.map(({ environment }) => environment.toLowerCase()));
        return names.filter(name => !failed.has(name.toLowerCase()));
    }
    fail(names, why = 'not attempted') {
        this.#result.failed.push(...names.map(environment => ({ environment, why })));
    }
    /** Returns the environments without deployments. Reads them again because somebody may have deployed meanwhile. */
    async #uninhabited(names) {
        const found = await (0,survey/* listAll */._w)(names, this.#ports).catch((error) => {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            this.fail(names, (0,problem/* explain */.WE)(error));
        });
        if (found === undefined)
            return [];
        // A replica may still show deleted deployments.
        const deleted = new Set(this.#result.deleted.map(({ nodeId }) => nodeId));
        const left = found.deployments.filter(({ nodeId }) => !deleted.has(nodeId));
        const inhabited = new Set(left.map(({ environment }) => environment.toLowerCase()));
        return names.filter(name => {
            const isInhabited = inhabited.has(name.toLowerCase());
            if (isInhabited)
                this.#ports.report.note((0,environments/* environmentInUse */.Gc)({ name }));
            return !isInhabited;
        });
    }
    /** Warns about environments that GitHub refuses to delete. If one does not exist, there is nothing to delete. */
    async #reportRefused(refused) {
        const staying = [];
        const unknown = [];
        for (const [name, { answer }] of refused) {
            const exists = await this.#exists(name);
            if (exists === false) {
                this.#ports.report.info(`Environment ${name} does not exist, so there is nothing to delete.`);
                continue;
            }
            staying.push({ name, answer });
            if (exists === undefined)
                unknown.push(name);
        }
        if (staying.length > 0)
            this.#ports.report.note((0,environments/* environmentsNotDeleted */.hM)({ refused: staying, unknown }));
    }
    /** Returns whether an environment exists, or `undefined` if the token cannot see that. */
    async #exists(name) {
        const { existing, deployments } = this.#survey;
        if (existing.has(name.toLowerCase()))
            return true;
        try {
            return (await this.#ports.github.environment(name)) !== undefined;
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            return deployments.some(({ environment }) => (0,domain_deployment/* sameEnvironment */.iE)(environment, name)) ? true : undefined;
        }
    }
}
/** Whether the token may not delete the environment, or GitHub does not find it. */
const isRefusal = (error) => error instanceof problem/* GitHubProblem */.Jy && error.answer.limit === undefined && [401, 403, 404].includes(error.answer.status);
const isRateLimit = (error) => error instanceof problem/* GitHubProblem */.Jy && error.answer.limit !== undefined;

// EXTERNAL MODULE: ../domain/teardown-outcome.ts
var teardown_outcome = __webpack_require__(2359);
// EXTERNAL MODULE: ../operations/written.ts
var written = __webpack_require__(6713);
;// CONCATENATED MODULE: ../operations/teardown-writes.ts





const changes = ['deactivate', 'delete'];
/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
class TeardownWrites {
    result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] };
    #texts;
    #ports;
    /** Deployments without a result. */
    #left = { deactivate: new Set(), delete: new Set() };
    /** Reasons why GitHub had no answer. */
    #unanswered = new Map();
    /** Set if no further write can succeed. The rest is not attempted then. */
    stopped;
    constructor(texts, ports) {
        this.#texts = texts;
        this.#ports = ports;
    }
    /**
     * Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. If GitHub has
     * no answer for a batch in time, the batch goes to the end of the queue, once.
     */
    async carryOut(plan) {
        const planned = (0,teardown_outcome/* plannedChanges */.I)(plan);
        const queue = [];
        for (const change of changes) {
            for (const deployment of planned[change])
                this.#left[change].add(deployment);
            queue.push(...(0,written/* inBatches */.o)(planned[change]).map(deployments => ({ change, deployments, isSecond: false })));
        }
        const reached = {
            deactivate: progressOf('deployments deactivated', planned.deactivate.length, this.#ports),
            delete: progressOf('deployments deleted', planned.delete.length, this.#ports)
        };
        try {
            for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
                const { change } = batch;
                queue.push(...(await this.#carryOut(batch, queue)));
                reached[change](planned[change].length - this.#left[change].size);
            }
        }
        catch (error) {
            if (!(error instanceof problem/* GitHubProblem */.Jy))
                throw error;
            this.stopped = error;
        }
        for (const deployment of new Set([...this.#left.deactivate, ...this.#left.delete])) {
            this.#fail(deployment, this.#unanswered.get(deployment) ?? 'not attempted');
        }
    }
    /** Carries out a batch while others wait. Returns what has to be done at the end. */
    async #carryOut({ change, deployments, isSecond }, others) {
        const left = deployments.filter(deployment => this.#left[change].has(deployment));
        // A deployment that is still active can only be deleted later.
        const active = change === 'delete' ? left.filter(deployment => this.#left.deactivate.has(deployment)) : [];
        const ready = left.filter(deployment => !active.includes(deployment));
        const isAwaited = others.some(other => other.deployments.some(deployment => !deployments.includes(deployment)));
        const options = { mayBeDone: isSecond, isAwaited: isSecond || isAwaited };
        const late = [];
        for await (const written of ready.length === 0 ? [] : this.#write(change, ready, options)) {
            if (written.result === 'unanswered')
                this.#unanswered.set(written.deployment, written.why);
            if (written.result === 'unanswered' && !isSecond)
                late.push(written.deployment);
            else
                this.#settle(change, written);
        }
        if (late.length > 0)
            this.#report(late.length);
        return [
            { change, deployments: late, isSecond: true },
            { change, deployments: active, isSecond: false }
        ].filter(batch => batch.deployments.length > 0);
    }
    #write(change, batch, options) {
        const { github, run } = this.#ports;
        if (change === 'delete')
            return github.delete(batch, options);
        const { description = (0,domain_deployment/* shortened */.vI)(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts;
        return github.end(batch, { state: 'inactive', description, logUrl }, options);
    }
    /** Records the result for one deployment. A deployment that could not be deactivated is not deleted. */
    #settle(change, written) {
        const { deployment, result } = written;
        this.#left[change].delete(deployment);
        if (result === 'done') {
            this.result[change === 'delete' ? 'deleted' : 'deactivated'].push(deployment);
            return;
        }
        this.#left.delete.delete(deployment);
        if ('why' in written)
            this.#fail(deployment, written.why);
        else
            this.result.gone.push(deployment);
    }
    #fail(deployment, why) {
        this.result.failed.push({ environment: deployment.environment, deployment, why });
    }
    #report(late) {
        const them = late === 1 ? 'One deployment is' : `${late} deployments are`;
        const text = `${them} left for the end: GitHub had no answer within a minute.`;
        this.#ports.report.info(text);
    }
}

;// CONCATENATED MODULE: ../operations/teardown.ts










/**
 * Deactivates live deployments in environments. With `delete`, then deletes the deployments and the environments. A
 * failure does not stop the rest.
 * https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 *
 * @throws Problem that lists all failures
 */
async function teardown_teardown(command, ports, teardownReport, environmentAdmin) {
    const { github, run, report } = ports;
    const found = await surveyOf(command, ports);
    const plan = (0,domain_teardown/* planTeardown */.U)(command, found, github.now);
    teardownReport.plan(plan);
    const own = plan.decisions.find(({ deployment, action }) => action === 'spare' && found.jobsOwn.has(deployment.nodeId));
    if (own !== undefined) {
        const { environment } = own.deployment;
        report.note((0,job_record/* ownRecordKept */.kc)({ environment, isOnEnterpriseServer: (0,domain_run/* isOnEnterpriseServer */.qE)(run) }));
    }
    if (command.dryRun) {
        teardownReport.tornDown(plan);
        return;
    }
    const writes = new TeardownWrites(command, ports);
    const { result } = writes;
    const environments = new EnvironmentDeletion(result, found, ports);
    try {
        await writes.carryOut(plan);
        if (writes.stopped === undefined)
            await environments.run(plan.environmentsToDelete, environmentAdmin);
        else
            environments.fail(environments.withoutFailures(plan.environmentsToDelete));
    }
    finally {
        teardownReport.tornDown(plan, result);
    }
    if (result.failed.length === 0)
        return;
    if (writes.stopped !== undefined && result.deactivated.length + result.deleted.length === 0)
        throw writes.stopped;
    const { failed } = result;
    throw (0,teardown/* teardownIncomplete */.Pd)({ operation: command.operation, failed: failed.length, reasons: reasonsOf(failed) });
}
async function surveyOf(command, ports) {
    const { operation, target } = command;
    try {
        return await (0,survey/* survey */.Fr)(command, ports);
    }
    catch (error) {
        const isGone = error instanceof problem/* GitHubProblem */.Jy && error.answer.status === 404;
        if (!isGone || operation !== 'delete' || target.by !== 'id')
            throw error;
        // GitHub also returns 404 if the token may not see the repository, but then this list fails, too.
        await ports.github.deployments({})[Symbol.asyncIterator]().next();
        ports.report.note((0,teardown/* deploymentDoesNotExist */.xz)({ id: target.id }));
        return survey/* nothingFound */.Sb;
    }
}
/** Lists failures by reason. If reasons differ only in the request or the deployment, shows only the first one. */
function reasonsOf(failed) {
    const reasons = Object.values(Object.groupBy(failed, ({ why }) => why.replace(/ \[request .*\]$/, '').replace(/\bdeployment \d+/, '')));
    return reasons.map((those = []) => {
        const names = those.map(({ environment, deployment }) => deployment === undefined ? `environment ${environment}` : `${(0,domain_deployment/* shortRef */.m3)(deployment.sha)} in ${environment}`);
        return `${(0,list/* inShort */.wZ)(names)}: ${those[0]?.why ?? ''}`;
    });
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
    const count = Math.ceil(listed.length / _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ);
    return Array.from({ length: count }, (_, place) => listed.slice(place * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ, (place + 1) * _ports_js__WEBPACK_IMPORTED_MODULE_1__/* .batchSize */ .CJ));
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