"use strict";
exports.id = 386;
exports.ids = [386];
exports.modules = {

/***/ 3386:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   reportStillActive: () => (/* binding */ reportStillActive),
/* harmony export */   supersede: () => (/* binding */ supersede)
/* harmony export */ });
/* harmony import */ var _domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(289);
/* harmony import */ var _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7791);
/* harmony import */ var _messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6663);
/* harmony import */ var _domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8879);




/**
 * Ends the older successful deployments of the same environment and task. If GitHub's rule ends them, only warns about
 * deployments of other jobs of this run. A failure is only a warning because the deployment itself succeeded.
 * https://docs.github.com/rest/deployments/deployments#inactive-deployments
 */
async function supersede(deployment, to, ports) {
    const { notify } = ports;
    if (to.by === 'GitHub') {
        warnOfSiblings((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .older */ .$L)(to.listed, deployment), deployment, ports);
        return;
    }
    try {
        if (!isNewest(to.candidates))
            throw to.candidates;
        const ended = await endOlder(deployment, to.candidates, to.logUrl, ports);
        const stillActive = to.listed.filter(({ nodeId }) => !ended.has(nodeId));
        reportOtherTasks((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .olderOfOtherTasks */ .oV)(stillActive, deployment), ports);
    }
    catch (error) {
        if (error instanceof _messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .Cancelled */ .cJ)
            throw error;
        notify((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderMayBeActive */ .F_)({ environment: deployment.environment, reason: (0,_messages_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .explain */ .WE)(error) }));
    }
}
const isNewest = (candidates) => typeof candidates === 'object' && candidates !== null && 'deployments' in candidates;
/** Ends the older deployments among the candidates. Returns the node ids of all deployments that it tried to end. */
async function endOlder(deployment, { deployments, of, isAll }, logUrl, ports) {
    const { github, notify } = ports;
    const superseded = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .older */ .$L)(deployments, deployment);
    if (superseded.length > 0) {
        warnOfSiblings(superseded, deployment, ports);
        const description = `Superseded by ${(0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .shortRef */ .m3)(deployment.sha)}`;
        const { done, failed } = await github.end(superseded, { state: 'inactive', description, logUrl });
        if (done.length > 0)
            notify({ kind: 'superseded', deployments: done });
        const [first] = failed;
        if (first !== undefined) {
            const { environment } = deployment;
            notify((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .olderStillActive */ .B$)({ environment, failed: failed.length, total: superseded.length, reason: first.why }));
        }
    }
    if (of === 'task' && !isAll) {
        const text = `Only the newest ${deployments.length} deployments of task "${deployment.task}" in ${deployment.environment} were checked. If older ones are still active, end them with "operation: deactivate".`;
        notify({ kind: 'note', level: 'info', text });
    }
    return new Set(superseded.map(({ nodeId }) => nodeId));
}
/** Warns the author if jobs of the same run end each other's deployments. */
function warnOfSiblings(ended, own, { notify, run }) {
    for (const { id, logUrl } of ended.filter(other => (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .isSibling */ .lO)(other, own, run))) {
        notify((0,_messages_superseding_js__WEBPACK_IMPORTED_MODULE_1__/* .siblingSuperseded */ .Rm)({ task: own.task, id, logUrl }));
    }
}
/** Reports older deployments that stay active because nobody ends them. */
function reportStillActive(deployment, listed, autoInactive, ports) {
    const same = (0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .older */ .$L)(listed, deployment);
    if (same.length > 0) {
        const commits = [...new Set(same.map(({ sha }) => (0,_domain_deployment_js__WEBPACK_IMPORTED_MODULE_3__/* .shortRef */ .m3)(sha)))].join(', ');
        const why = autoInactive === 'false'
            ? '"auto-inactive" is "false"'
            : 'in production, only "auto-inactive: always" deactivates them';
        ports.notify({ kind: 'note', level: 'info', text: `${stayActive(same.length)}: ${commits} (${why})` });
    }
    reportOtherTasks((0,_domain_superseding_js__WEBPACK_IMPORTED_MODULE_2__/* .olderOfOtherTasks */ .oV)(listed, deployment), ports);
}
function reportOtherTasks(count, { notify }) {
    if (count > 0)
        notify({
            kind: 'note',
            level: 'info',
            text: stayActive(count, count === 1 ? ' of another task' : ' of other tasks')
        });
}
const stayActive = (count, which = '') => count === 1 ? `1 older deployment${which} stays active` : `${count} older deployments${which} stay active`;


/***/ })

};
;