package io.multigate.web;

/** The examples of the API's description; they work as they stand on the models that the service comes with. */
final class Examples {

    static final String MODEL = "shop-mmoe";

    static final String SCORE_REQUEST = """
            {
              "user": {"user_id": "u17", "age": 30, "segment": "family", "recent_categories": ["coats", "shoes"]},
              "context": {"hour": 22, "slot": "search"},
              "candidates": [
                {"id": "i153", "features": {"item_id": "i153", "category": "dresses", "brand": "b1", "price": 55.05,
                  "user_category_views": 1}},
                {"id": "i42", "features": {"item_id": "i42", "category": "kitchen", "brand": "b6", "price": 43.28,
                  "user_category_views": 0}},
                {"id": "i204", "features": {"item_id": "i204", "category": "games", "brand": "b7", "price": 57.49,
                  "user_category_views": 0}}
              ],
              "options": {"rankBy": "pCTCVR", "topK": 2, "explain": true}
            }""";

    static final String SCORE_RESPONSE = """
            {
              "model": "shop-mmoe",
              "version": 1,
              "requestId": "0c7a52de-3f63-4d4f-9c27-6a2a1d5b8f10",
              "scores": [
                {"id": "i153", "pCTR": 0.0972, "pCVR": 0.0641, "pCTCVR": 0.00623052,
                  "gates": {"ctr": [0.41, 0.22, 0.3, 0.07], "cvr": [0.05, 0.71, 0.14, 0.1]}},
                {"id": "i42", "pCTR": 0.0313, "pCVR": 0.0308, "pCTCVR": 0.00096404,
                  "gates": {"ctr": [0.37, 0.25, 0.31, 0.07], "cvr": [0.06, 0.69, 0.14, 0.11]}}
              ]
            }""";

    static final String MODEL_LIST = """
            {
              "models": [
                {"name": "shop-esmm", "versions": [{"version": 1, "state": "serving"}], "state": "serving",
                  "serving": 1, "default": false},
                {"name": "shop-mmoe", "versions": [{"version": 1, "state": "serving"},
                  {"version": 2, "state": "failed", "reason": "files: weights.safetensors is missing"}],
                  "state": "serving", "serving": 1, "default": true}
              ]
            }""";

    private static final String DESCRIPTION = """
            {
                "architecture": {"kind": "mmoe",
                  "embeddingWidths": {"age": 4, "brand": 4, "category": 16, "hour": 4, "item_id": 8, "segment": 8,
                    "slot": 4, "user_id": 8},
                  "experts": 4, "expert": [64], "tower": [32]},
                "tasks": [{"name": "ctr"}, {"name": "cvr", "given": "ctr"}],
                "features": [
                  {"name": "user_id", "kind": "categorical", "side": "user"},
                  {"name": "age", "kind": "numeric", "side": "user"},
                  {"name": "segment", "kind": "categorical", "side": "user"},
                  {"name": "recent_categories", "kind": "categorical-list", "side": "user"},
                  {"name": "hour", "kind": "categorical", "side": "context"},
                  {"name": "slot", "kind": "categorical", "side": "context"},
                  {"name": "item_id", "kind": "categorical", "side": "item"},
                  {"name": "category", "kind": "categorical", "side": "item"},
                  {"name": "brand", "kind": "categorical", "side": "item"},
                  {"name": "price", "kind": "numeric", "side": "item"},
                  {"name": "user_category_views", "kind": "numeric", "side": "cross"}
                ],
                "objective": "entire-space",
                "trained": true,
                "trainingRows": 4750000,
                "created": "2026-11-24T08:30:00Z",
                "evaluation": {"ctr": {"auc": 0.76, "copc": 1.01, "ece": 0.001, "logLoss": 0.152},
                  "cvr": {"auc": 0.72, "copc": 0.99, "ece": 0.004, "logLoss": 0.221},
                  "ctcvr": {"auc": 0.8, "copc": 1.0, "ece": 0.0003, "logLoss": 0.0158}}
              }""";

    static final String MODEL_DETAIL = """
            {
              "name": "shop-mmoe",
              "versions": [{"version": 1, "state": "serving"}],
              "state": "serving",
              "serving": 1,
              "default": true,
              "description":""" + DESCRIPTION + "}";

    static final String VERSION_DETAIL = """
            {
              "model": "shop-mmoe",
              "version": 1,
              "state": "serving",
              "description":""" + DESCRIPTION + "}";

    private Examples() {}

}
