"use strict";
exports.id = 530;
exports.ids = [530];
exports.modules = {

/***/ 3530:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   networkError: () => (/* binding */ networkError)
/* harmony export */ });
/* harmony import */ var _transport_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1341);

/** Describes a Node network error in words, with its code in brackets. */
function networkError(error, peer, options) {
    const code = error.code ?? 'UNKNOWN';
    return new _transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .TransportError */ .wX(`${describeCode(code, peer, error.message)} (${code})`, code, options);
}
/**
 * Describes a Node error code.
 * https://nodejs.org/api/errors.html#common-system-errors
 */
function describeCode(code, peer, words) {
    switch (code) {
        case 'ECONNREFUSED':
            return `the connection to ${peer} was refused`;
        case 'ENOTFOUND':
            return `the host name of ${peer} does not exist`;
        case 'EAI_AGAIN':
            return `the host name of ${peer} could not be looked up`;
        case 'ECONNRESET':
            return 'the connection was closed before an answer came';
        case 'EPIPE':
            return 'the connection was closed while the request was being sent';
        case 'ETIMEDOUT':
            return `the connection to ${peer} timed out`;
        case 'EHOSTUNREACH':
        case 'ENETUNREACH':
        case 'EHOSTDOWN':
        case 'ENETDOWN':
            return `the network has no route to ${peer}`;
        case 'ERR_TLS_CERT_ALTNAME_INVALID':
            return `the certificate of ${peer} is for another host`;
    }
    if ((0,_transport_error_js__WEBPACK_IMPORTED_MODULE_0__/* .isHandshake */ .eL)(code))
        return `the TLS handshake with ${peer} failed`;
    if (code.startsWith('HPE_'))
        return `${peer} did not answer with HTTP`;
    // OpenSSL's messages about certificates are readable, but socket messages only repeat the call and the code.
    if (words === '' || words.includes(code) || code === 'UNKNOWN')
        return `the connection to ${peer} failed`;
    return words;
}


/***/ })

};
;