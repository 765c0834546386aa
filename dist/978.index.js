"use strict";
exports.id = 978;
exports.ids = [978];
exports.modules = {

/***/ 978:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  find: () => (/* binding */ find)
});

// EXTERNAL MODULE: ../domain/deployment.ts
var deployment = __webpack_require__(289);
// EXTERNAL MODULE: ../domain/problem.ts
var problem = __webpack_require__(639);
// EXTERNAL MODULE: ../operations/commit.ts
var commit = __webpack_require__(485);
// EXTERNAL MODULE: ../operations/jobs-own.ts
var jobs_own = __webpack_require__(417);
;// CONCATENATED MODULE: ../operations/recorded.ts

/** Later than anything that GitHub has recorded. */
const never = '9999';
/**
 * The deployments that were recorded for a ref, whatever their state: under its name or, since many record commits, with
 * the commit that it points at. The lists are read only as far back as somebody asks.
 */
class Recorded {
    #lists;
    constructor(lists) {
        this.#lists = lists;
    }
    static async for(ref, filter, github) {
        const list = (by) => new List(github.deployments({ ...filter, ...by }));
        if ((0,deployment/* isSha */.HH)(ref))
            return new Recorded([list({ sha: ref.toLowerCase() })]);
        const sha = await github.commit(ref);
        return new Recorded([list({ ref }), ...(sha === undefined ? [] : [list({ sha })])]);
    }
    async has(past) {
        for (const list of this.#lists)
            if (await list.has(past))
                return true;
        return false;
    }
    /** Whether nothing as old as this, or older, can be among them. */
    endsBefore(past) {
        return this.#lists.every(list => list.endsBefore(past));
    }
}
/** One list of deployments, newest first. */
class List {
    #pages;
    #nodeIds = new Set();
    /** How far back it was read, and whether that is all of it. */
    #oldest = never;
    #isRead = false;
    constructor(pages) {
        this.#pages = pages[Symbol.asyncIterator]();
    }
    async has({ nodeId, createdAt }) {
        while (!this.#isRead && createdAt <= this.#oldest && !this.#nodeIds.has(nodeId)) {
            const page = await this.#pages.next();
            if (page.done === true)
                this.#isRead = true;
            else
                for (const deployment of page.value)
                    this.#take(deployment);
        }
        return this.#nodeIds.has(nodeId);
    }
    endsBefore({ createdAt }) {
        return this.#isRead && (this.#nodeIds.size === 0 || createdAt < this.#oldest);
    }
    #take({ nodeId, createdAt }) {
        this.#nodeIds.add(nodeId);
        this.#oldest = createdAt;
    }
}

;// CONCATENATED MODULE: ../operations/find.ts





/**
 * Looks up the newest deployment of an environment in a state and, as its predecessor, the newest older one that ever
 * succeeded: what to compare with, or to roll back to.
 */
async function find(command, ports) {
    const { github, tell } = ports;
    const ref = command.commit === undefined ? undefined : await (0,commit/* resolveCommit */.W)(command.commit, ports);
    const { found, previous, looked, besideOwn } = await search(command, ref, ports);
    if (besideOwn)
        (0,jobs_own/* adviseOneRecord */.M)(ports, command.environment);
    if (found === undefined) {
        tell({ kind: 'note', level: 'info', text: nothing(command, ref, looked) });
        return;
    }
    const records = await github.records(previous === undefined ? [found] : [found, previous]);
    const deployment = records.get(found.nodeId);
    if (deployment === undefined) {
        throw new problem/* Problem */.AF(`The deployment of ${found.sha} to ${found.environment} was deleted while it was looked up.`, 'Run the step again.');
    }
    tell({ kind: 'deployment', how: 'found', deployment });
    const { state = '', environmentUrl = '', logUrl = '' } = found;
    tell({ kind: 'seen', status: { state, environmentUrl, logUrl, description: '', createdAt: '' } });
    const id = previous === undefined ? undefined : records.get(previous.nodeId)?.id;
    tell({ kind: 'previous', sha: previous?.sha, ...(id === undefined ? {} : { id }) });
}
/** The ref picks the deployment that is looked for; its predecessor may have come from anywhere. */
async function search(command, ref, { github, run }) {
    const { environment, state, task } = command;
    const filter = { environment, ...(task === undefined ? {} : { task }) };
    const recorded = ref === undefined ? undefined : await Recorded.for(ref, filter, github);
    let found;
    let looked = 0;
    let besideOwn = false;
    for await (const page of github.history(environment)) {
        for (const past of page) {
            looked++;
            const isOwn = (0,deployment/* isJobsOwn */.fW)(past, run);
            if (isOwn)
                besideOwn = true;
            if (isOwn || (task !== undefined && past.task !== task))
                continue;
            if (found !== undefined) {
                if (past.succeeded ?? (await github.everSucceeded(past)))
                    return { found, previous: past, looked, besideOwn };
                continue;
            }
            const isRecorded = recorded === undefined || (await recorded.has(past));
            if (isRecorded && past.state === state)
                found = past;
            else if (recorded?.endsBefore(past) === true)
                return { looked, besideOwn };
        }
    }
    return { looked, besideOwn, ...(found === undefined ? {} : { found }) };
}
/** What to say where nothing was found: what was looked for, and how far. */
function nothing({ environment, state, task }, ref, looked) {
    const of = `${ref === undefined ? '' : ` of ${(0,deployment/* shortRef */.m3)(ref)}`}${task === undefined ? '' : ` with the task ${task}`}`;
    return `Found nothing: none of the ${looked} deployments of ${environment} that were looked at is a deployment${of} in the state ${state}.`;
}


/***/ })

};
;