"use strict";
exports.id = 213;
exports.ids = [213];
exports.modules = {

/***/ 6220:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ inNaturalOrder)
/* harmony export */ });
/** Compares names as people sort them, ignoring case: `pr-2` before `pr-10`. */
const inNaturalOrder = new Intl.Collator('en', { numeric: true, sensitivity: 'accent' }).compare;


/***/ }),

/***/ 5213:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  find: () => (/* binding */ find)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var domain_deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/maker.ts
var maker = __webpack_require__(8396);
// EXTERNAL MODULE: ../domain/natural-order.ts
var natural_order = __webpack_require__(6220);
;// CONCATENATED MODULE: ../domain/deployed.ts



/**
 * Finds the newest deployment in one of the states for each environment and task. Takes deployments in any order.
 * GitHub's own records and another app's only count if there is no other deployment of the environment and task.
 */
class DeployedParts {
    #wanted;
    #run;
    #parts = new Map();
    constructor(wanted, run) {
        this.#wanted = wanted;
        this.#run = run;
    }
    take(listed) {
        const { states, task, sha } = this.#wanted;
        if (task !== undefined && listed.task !== task)
            return;
        const key = JSON.stringify([listed.environment.toLowerCase(), listed.task]);
        const parts = this.#parts.get(key) ?? { passedOver: {} };
        this.#parts.set(key, parts);
        const part = (0,maker/* isPassedOver */.VZ)(listed, this.#run) ? parts.passedOver : (parts.counting ??= {});
        if (!(0,domain_deployment/* isInState */.v2)(listed.state, states))
            return;
        part.newest = newerOf(part.newest, listed);
        if (sha === undefined || listed.sha === sha)
            part.found = newerOf(part.found, listed);
    }
    /** Returns the deployments in natural order of environment and task. */
    get deployed() {
        return [...this.#parts.values()]
            .map(({ counting, passedOver }) => counting ?? passedOver)
            .flatMap(({ newest, found }) => (found === undefined ? [] : [{ ...found, newest: found === newest }]))
            .sort((one, other) => (0,natural_order/* inNaturalOrder */.L)(one.environment, other.environment) || (0,natural_order/* inNaturalOrder */.L)(one.task, other.task));
    }
}
/** Returns the newer deployment. If both were created in the same second, the first in the list counts as newer. */
const newerOf = (known, other) => known === undefined || other.createdAt > known.createdAt ? other : known;

// EXTERNAL MODULE: ../domain/going-back.ts
var going_back = __webpack_require__(704);
;// CONCATENATED MODULE: ../domain/finding.ts



/** Minimum number of newest deployments to read, because some only count if there is no other. */
const minRead = { graphql: 100, rest: 20 };
/**
 * Finds the newest wanted deployment among the newest deployments of an environment. Never finds GitHub's own record
 * for this job.
 *
 * @param listed the newest first, with the states of their statuses
 */
function findAmong(listed, wanted, run) {
    const parts = [...partsOf(listed, run).values()];
    const ofPart = parts.map(part => part.find(one => isWanted(one, wanted)));
    const found = ofPart.filter(one => one !== undefined);
    const [only] = found.length === 1 ? found : [];
    const atWork = parts.filter(part => part.some(going_back/* wasAtWork */.CF));
    const [working] = atWork.length === 1 ? atWork : [];
    const newest = working?.find(going_back/* wasAtWork */.CF);
    const previous = only && (0,going_back/* goBack */.OE)(parts[ofPart.indexOf(only)] ?? [], only);
    return {
        found,
        previous,
        tasksAtWork: atWork.flatMap(([one]) => one?.task ?? []),
        rollback: working && newest && (0,going_back/* goBack */.OE)(working, newest)
    };
}
/** Whether older deployments cannot change what was found. */
function isComplete({ found, previous, tasksAtWork, rollback }, wanted) {
    const isRollbackKnown = !isForRollback(wanted) || rollback !== undefined || tasksAtWork.length > 1;
    return found.length > 1 || (previous !== undefined && isRollbackKnown);
}
/** Whether a search is for the newest success of any commit. Only such a search also tells what to roll back to. */
const isForRollback = ({ states, sha }) => sha === undefined && states.join() === 'success';
/**
 * Whether the statuses of older deployments of a task cannot change what was found of it. This saves requests if each
 * deployment costs one.
 *
 * @param looked number of deployments that were looked at, of any task
 */
function isTaskDecided(task, listed, wanted, run, looked) {
    const ofTask = listed.filter(one => one.task === task);
    const finding = findAmong(ofTask, wanted, run);
    const isOnlyOne = finding.found.some(one => (0,maker/* isPassedOver */.VZ)(one, run));
    return isComplete(finding, wanted) && (!isOnlyOne || looked >= minRead.rest);
}
const isWanted = ({ state, sha }, wanted) => (0,domain_deployment/* isInState */.v2)(state, wanted.states) && (wanted.sha === undefined || sha === wanted.sha);
/** Returns the deployments of each task. GitHub's own records and another app's only count if there is no other. */
function partsOf(listed, run) {
    const parts = Map.groupBy(listed.filter(one => !(0,domain_deployment/* isJobsOwn */.fW)(one, run)), ({ task }) => task);
    for (const [task, part] of parts) {
        const counting = part.filter(one => !(0,maker/* isPassedOver */.VZ)(one, run));
        if (counting.length > 0)
            parts.set(task, counting);
    }
    return parts;
}

// EXTERNAL MODULE: ../domain/pattern.ts
var pattern = __webpack_require__(8286);
// EXTERNAL MODULE: ../messages/existing-deployment.ts
var existing_deployment = __webpack_require__(8215);
// EXTERNAL MODULE: ../operations/commit.ts
var operations_commit = __webpack_require__(6485);
// EXTERNAL MODULE: ../operations/job-record.ts
var job_record = __webpack_require__(8787);
;// CONCATENATED MODULE: ../operations/find.ts








/** Maximum number of requests for the ids and refs of deployments in several environments. */
const maxRequests = 100;
/** Number of deployments on a full page. If a list has more, the oldest is not on its first page. */
const fullPage = 100;
/** Finds the newest deployment of one environment, or of each environment and task. */
async function find(command, ports, deployedReport) {
    const { lines, states, task, commit } = command;
    const { github, report } = ports;
    const ref = commit === undefined ? undefined : await (0,operations_commit/* resolveCommit */.W)(commit, ports);
    const sha = ref === undefined || (0,domain_deployment/* isSha */.HH)(ref) ? ref?.toLowerCase() : await github.commit(ref);
    const isUnknown = ref !== undefined && sha === undefined;
    if (isUnknown)
        report.info(`GitHub found no commit for "${ref}".`);
    const search = { states, task, ref, sha };
    const [line = ''] = lines;
    // A single line cannot exclude anything, so it is a name even if it starts with `!`.
    const isName = lines.length === 1 && ((0,pattern/* isExclusion */.VB)(line) || !(0,pattern/* isPattern */.Pt)(line));
    const names = isName ? lines : await resolve(lines, ports);
    const [name = ''] = names;
    if (isName || (lines.length === 1 && names.length === 1 && (0,domain_deployment/* sameEnvironment */.iE)(name, line))) {
        await findIn(name, search, isUnknown, ports);
        return;
    }
    const deployed = isUnknown ? [] : await findEverywhere(names, search, ports);
    deployedReport.deployed({ ...search, environments: names }, deployed);
    const unknown = deployed.filter(({ id }) => id === undefined).length;
    if (unknown > 0) {
        report.info(`Neither id nor ref of ${unknown} of these deployments is known: looking them up would take more than ${maxRequests} requests.`);
    }
}
async function resolve(lines, ports) {
    const { resolveEnvironments } = await Promise.all(/* import() */[__webpack_require__.e(26), __webpack_require__.e(334)]).then(__webpack_require__.bind(__webpack_require__, 7334));
    return (await resolveEnvironments(lines, 'find', ports)).names;
}
/** Finds the newest deployment of each environment and task, with its id and ref if they are not too many. */
async function findEverywhere(environments, search, ports) {
    const { github, run } = ports;
    const parts = new DeployedParts(search, run);
    let besideOwn;
    for await (const page of github.survey(environments)) {
        for (const listed of page) {
            if ((0,domain_deployment/* isJobsOwn */.fW)(listed, run))
                besideOwn = listed.environment;
            else
                parts.take(listed);
        }
    }
    if (besideOwn !== undefined)
        (0,job_record/* adviseOneRecord */.M)(ports, besideOwn);
    const { deployed } = parts;
    const records = await github.records(deployed.filter(({ id }) => id === undefined), maxRequests);
    return deployed.map(one => {
        const { id = one.id, ref = one.ref } = records.get(one.nodeId) ?? {};
        return { ...one, id, ref };
    });
}
/**
 * Finds the newest deployment of one environment, its predecessor, and the commit to roll back to.
 *
 * @throws Problem if several tasks have such a deployment and no task is given
 */
async function findIn(environment, search, isUnknown, ports) {
    const { github, report, run } = ports;
    const { listed, looked, isAll } = isUnknown ? nothingListed : await readHistory(environment, search, ports);
    if (listed.some(one => (0,domain_deployment/* isJobsOwn */.fW)(one, run)))
        (0,job_record/* adviseOneRecord */.M)(ports, environment);
    const finding = findAmong(listed, search, run);
    const [found, ...others] = finding.found;
    if (others.length > 0) {
        const tasks = finding.found.map(({ task, sha }) => `${task} (${(0,domain_deployment/* shortRef */.m3)(sha)})`);
        throw (0,existing_deployment/* severalTasks */.dp)({ environment, states: search.states, tasks });
    }
    if (search.ref === undefined && isForRollback(search))
        reportRollback(finding, ports);
    if (!isAll)
        report.info(`Only the newest ${looked} deployments of "${environment}" were searched.`);
    if (found === undefined) {
        report.info(describeNothing(environment, search));
        return;
    }
    const { previous } = finding;
    const records = await github.records(previous === undefined ? [found] : [found, previous]);
    const deployment = records.get(found.nodeId);
    if (deployment === undefined)
        throw (0,existing_deployment/* deletedWhileLookedUp */.oZ)({ sha: found.sha, environment: found.environment });
    report.deployment('found', deployment);
    const { state = 'pending', environmentUrl = '', logUrl = '' } = found;
    report.seen({ state, environmentUrl, logUrl, description: '', createdAt: '' });
    report.previous({ sha: previous?.sha, id: previous && records.get(previous.nodeId)?.id });
}
function reportRollback({ tasksAtWork, rollback }, { report }) {
    report.rollback(rollback?.sha);
    if (tasksAtWork.length < 2)
        return;
    report.info(`"rollback-sha" is empty, because several tasks were deployed: ${tasksAtWork.join(', ')}. Set "task".`);
}
const nothingListed = { listed: [], looked: 0, isAll: true };
/** Reads an environment's history as far back as necessary. */
async function readHistory(environment, wanted, ports) {
    const { github, run } = ports;
    const listed = [];
    const seen = new Set();
    let ofCommit;
    let isAll = true;
    for await (const { entries, isLast } of github.history(environment, wanted.task)) {
        for (const entry of entries) {
            seen.add(entry.nodeId);
            if (wanted.task !== undefined && entry.task !== wanted.task)
                continue;
            const hasStatuses = entry.states !== undefined;
            if (!hasStatuses && isTaskDecided(entry.task, listed, wanted, run, seen.size))
                continue;
            const read = !hasStatuses || (0,going_back/* needsMoreStatuses */.N2)(entry) ? await github.withStatuses(entry) : entry;
            if (read !== undefined)
                listed.push(read);
        }
        const finding = findAmong(listed, wanted, run);
        isAll = isLast || (seen.size >= minRead.graphql && isComplete(finding, wanted));
        if (!isAll && wanted.sha !== undefined && finding.found.length === 0) {
            ofCommit ??= idsOfCommit(environment, wanted.sha, ports);
            isAll = (await ofCommit)?.every(nodeId => seen.has(nodeId)) === true;
        }
        if (isAll)
            break;
    }
    return { listed, looked: seen.size, isAll };
}
/** Returns the ids of all deployments of a commit, or `undefined` if they may not fit on one page. */
async function idsOfCommit(environment, sha, { github }) {
    for await (const page of github.deployments({ sha })) {
        const here = page.filter(one => (0,domain_deployment/* sameEnvironment */.iE)(one.environment, environment));
        return page.length < fullPage ? here.map(({ nodeId }) => nodeId) : undefined;
    }
    return [];
}
/** Describes the deployment that was not found. */
function describeNothing(environment, { states, ref, task }) {
    const of = ref === undefined ? '' : ` of ${(0,domain_deployment/* shortRef */.m3)(ref)}`;
    const withTask = task === undefined ? '' : ` with task ${task}`;
    return `"${environment}" has no deployment${of}${withTask} in state ${states.join(' or ')}.`;
}


/***/ })

};
;