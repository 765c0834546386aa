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
/* harmony export */   K7: () => (/* binding */ environmentsStay),
/* harmony export */   XG: () => (/* binding */ environmentsHidden),
/* harmony export */   vf: () => (/* binding */ environmentsMayStay)
/* harmony export */ });
/* harmony import */ var _list_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(30);
/* harmony import */ var _problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);


const permission = 'Deleting an environment needs administration: write, which the workflow\'s own token never has: give a token that has it as the input "environment-token". The deployments are deleted all the same.';
/** Somebody deployed to an environment during the teardown. */
const environmentInUse = ({ name }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Environment ${name} stays: it has a deployment that was not deleted here.`, 'environment-in-use');
/** The token may not delete environments. */
const environmentsStay = ({ names, refusal }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`${names.length === 1 ? 'An environment stays' : `${names.length} environments stay`}: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(names)}. GitHub says: ${refusal} ${permission}`, 'environments-stay');
/** The token may not delete environments, and cannot see whether they exist. */
const environmentsMayStay = ({ names, refusal }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`${names.length === 1 ? 'An environment stays, if it exists' : `${names.length} environments stay, if they exist`}: ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(names)}. GitHub says: ${refusal} To see whether an environment exists, the job needs "permissions: actions: read". ${permission}`, 'environments-may-stay');
/** GitHub does not find environments to delete, and the token cannot see whether they exist. */
const environmentsHidden = ({ names }) => (0,_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .warning */ .$e)(`Not known to be gone: ${names.length === 1 ? 'environment' : 'environments'} ${(0,_list_js__WEBPACK_IMPORTED_MODULE_1__/* .inShort */ .wZ)(names)}. GitHub answers Not Found (HTTP 404) for an environment that is gone, and also if the token may not delete it. To look it up, add "permissions: actions: read" to the job. To delete it, set "environment-token" to a token with administration: write.`, 'environments-hidden');
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
// EXTERNAL MODULE: ../domain/teardown.ts + 1 modules
var domain_teardown = __webpack_require__(5180);
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
    let reportedAtMs = clock.now();
    return doneCount => {
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




/** Deletes environments without deployments. If the token lacks permission, only warns and keeps all other results. */
class EnvironmentDeletion {
    #result;
    #ports;
    /** Environments that are known to exist, in lower case. */
    #existing;
    /** @param result collects deleted environments and failures */
    constructor(result, existing, ports) {
        this.#result = result;
        this.#existing = existing;
        this.#ports = ports;
    }
    async run(doomed, environmentAdmin) {
        const names = await this.#uninhabited(this.withoutFailures(doomed));
        if (names.length === 0)
            return;
        const reached = progressOf('environments deleted', names.length, this.#ports);
        const admin = environmentAdmin();
        const hidden = [];
        for (const [place, name] of names.entries()) {
            const outcome = await this.#delete(name, admin);
            if (outcome === 'limited') {
                this.fail(names.slice(place + 1));
                break;
            }
            if (outcome === 'hidden')
                hidden.push(name);
            else if (outcome !== 'settled') {
                await this.#refused(names.slice(place), outcome.refusal);
                break;
            }
            reached(place + 1);
        }
        if (hidden.length > 0)
            this.#ports.report.note((0,environments/* environmentsHidden */.XG)({ names: hidden }));
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
    async #delete(name, environmentAdmin) {
        try {
            if (await environmentAdmin.deleteEnvironment(name)) {
                this.#result.environments.push(name);
                return 'settled';
            }
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            const { status, limit } = error instanceof problem/* GitHubProblem */.Jy ? error.answer : {};
            if (limit === undefined && (status === 401 || status === 403))
                return { refusal: error.message };
            this.fail([name], (0,problem/* explain */.WE)(error));
            return limit === undefined ? 'settled' : 'limited';
        }
        // GitHub returns 404 for an environment that is gone, and also if the token may not delete it.
        const exists = await this.#exists(name);
        if (exists === undefined)
            return 'hidden';
        if (exists)
            return { refusal: 'Not Found (HTTP 404).' };
        this.#reportMissing(name);
        return 'settled';
    }
    /** Reports the environments that stay. A token that may not delete one environment may not delete the others. */
    async #refused(names, refusal) {
        const staying = [];
        const unknown = [];
        for (const name of names) {
            const exists = this.#existing.has(name.toLowerCase()) || (await this.#exists(name));
            if (exists === undefined)
                unknown.push(name);
            else if (exists)
                staying.push(name);
            else
                this.#reportMissing(name);
        }
        const { report } = this.#ports;
        if (staying.length > 0)
            report.note((0,environments/* environmentsStay */.K7)({ names: staying, refusal }));
        if (unknown.length > 0)
            report.note((0,environments/* environmentsMayStay */.vf)({ names: unknown, refusal }));
    }
    /** Returns whether an environment exists, or `undefined` if the token may not look it up. */
    async #exists(name) {
        try {
            return (await this.#ports.github.environment(name)) !== undefined;
        }
        catch (error) {
            if (!(error instanceof problem/* Problem */.AF))
                throw error;
            return undefined;
        }
    }
    #reportMissing(name) {
        const text = `Environment ${name} does not exist, so there is nothing to delete.`;
        this.#ports.report.info(text);
    }
}

// EXTERNAL MODULE: ../domain/teardown-outcome.ts
var teardown_outcome = __webpack_require__(2359);
// EXTERNAL MODULE: ../ports.ts
var ports = __webpack_require__(5255);
;// CONCATENATED MODULE: ../operations/teardown-writes.ts





/** Deactivates and deletes deployments as planned, and collects the results. A failure does not stop the rest. */
class TeardownWrites {
    result = { deactivated: [], deleted: [], gone: [], environments: [], failed: [] };
    #texts;
    #ports;
    /** Set if GitHub refuses all requests. The rest is not tried then. */
    stopped;
    constructor(texts, ports) {
        this.#texts = texts;
        this.#ports = ports;
    }
    /** Deactivates before it deletes, because GitHub does not delete an active deployment while others exist. */
    async carryOut(plan) {
        const { github, run, report } = this.#ports;
        const { description = (0,domain_deployment/* shortened */.vI)(`Torn down by ${run.workflow || 'a workflow'}`), logUrl } = this.#texts;
        let { deactivate: live, delete: toDelete } = (0,teardown_outcome/* plannedChanges */.I)(plan);
        for (const attempt of ['first', 'last']) {
            live = await this.#inBatches(live, 'deployments deactivated', this.result.deactivated, attempt, batch => github.end(batch, { state: 'inactive', description, logUrl }, attempt));
            const failed = new Set(this.result.failed.map(({ deployment }) => deployment));
            const waiting = new Set(live);
            const deletable = toDelete.filter(one => !failed.has(one) && !this.result.gone.includes(one) && !waiting.has(one));
            const open = await this.#inBatches(deletable, 'deployments deleted', this.result.deleted, attempt, batch => github.delete(batch, attempt));
            toDelete = [...open, ...toDelete.filter(one => waiting.has(one))];
            const left = live.length + open.length;
            if (left === 0 || this.stopped !== undefined)
                continue;
            const them = left === 1 ? 'One deployment is' : `${left} deployments are`;
            const text = `${them} left for the end: GitHub had no answer within a minute.`;
            report.info(text);
        }
    }
    /** Writes to ten deployments at a time. After a first attempt, returns deployments that GitHub had no answer for. */
    async #inBatches(listed, what, done, attempt, write) {
        const reached = progressOf(what, listed.length, this.#ports);
        const open = [];
        /** Number of consecutive batches without any effect. */
        let failures = 0;
        for (let start = 0; start < listed.length; start += ports/* batchSize */.CJ) {
            const batch = listed.slice(start, start + ports/* batchSize */.CJ);
            if (this.stopped !== undefined) {
                this.#fail(batch, 'not attempted');
                continue;
            }
            if (failures === 2) {
                open.push(...batch);
                continue;
            }
            try {
                const written = await write(batch);
                done.push(...written.done);
                open.push(...written.open);
                this.result.gone.push(...written.gone);
                for (const { deployment, why } of written.failed)
                    this.#fail([deployment], why);
                failures = written.open.length > 0 && written.done.length === 0 ? failures + 1 : 0;
            }
            catch (error) {
                if (!(error instanceof problem/* GitHubProblem */.Jy))
                    throw error;
                failures++;
                if (attempt === 'first' && (0,problem/* isUnanswered */.Ni)(error))
                    open.push(...batch);
                else {
                    this.#fail(batch, (0,problem/* explain */.WE)(error));
                    // Two failures in a row are not a coincidence.
                    if (failures === 2 || (0,problem/* isForAll */.z)(error))
                        this.stopped = error;
                }
            }
            reached(start + batch.length);
        }
        return open;
    }
    #fail(batch, why) {
        this.result.failed.push(...batch.map((deployment) => ({ environment: deployment.environment, deployment, why })));
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
    const environments = new EnvironmentDeletion(result, found.existing, ports);
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


/***/ })

};
;