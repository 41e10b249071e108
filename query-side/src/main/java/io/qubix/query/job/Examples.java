package io.qubix.query.job;

/** What the documentation of the endpoints shows. */
final class Examples {

  static final String JOB_ID = "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b";

  private static final String JOB_START =
      """
      {
        "id": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b",
        "qubicAddress": "QCONSUMER",
        "user": {"qubicAddress": "QCONSUMER", "username": "Ada"},
        "modelType": "all-minilm-l6-v2",
        "computeNeeded": 0.5,
        "inputData": {"texts": ["hello"]}, "inputOmitted": false,
        "maxPrice": 2.000000,
        "requirements": null,
        "status": "RUNNING",
        "progress": 40,
        "currentOperation": "embedding",
        "providerId": "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b",
      """;

  private static final String JOB_END =
      """
      ,
        "estimatedCost": 1.000000,
        "actualCost": null,
        "actualDuration": null,
        "result": null, "resultOmitted": false,
        "error": null,
        "attempt": 1,
        "reassignments": 0,
        "assignmentTimedOut": false,
        "createdAt": "2026-11-23T17:36:00.123Z",
        "assignedAt": "2026-11-23T17:36:00.131Z",
        "startedAt": "2026-11-23T17:36:01.502Z",
        "completedAt": null
      }""";

  static final String JOB =
      JOB_START
          + """
        "provider": {
          "id": "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b", "workerId": "worker-1",
          "name": "Under the desk", "gpuModel": "NVIDIA RTX 4090", "pricePerHour": 1.500000
        }"""
          + JOB_END;

  static final String WHOLE_JOB =
      JOB_START
          + """
        "provider": {
          "id": "0196a2b0-1111-7d3a-9f00-1c2d3e4f5a6b", "workerId": "worker-1",
          "qubicAddress": "QPROVIDER", "name": "Under the desk", "type": "NATIVE",
          "gpuModel": "NVIDIA RTX 4090", "gpuVram": 24.0, "cpuModel": null, "cpuCores": 16,
          "ramTotal": 64.0, "location": "Zug", "pricePerHour": 1.500000, "isOnline": true,
          "isAvailable": false, "currentJobId": "0196a2b4-7c1e-7d3a-9f00-1c2d3e4f5a6b",
          "totalJobs": 12, "totalEarnings": 3.250000,
          "registeredAt": "2026-11-20T08:00:00Z", "lastHeartbeat": "2026-11-23T17:36:00Z"
        }"""
          + JOB_END;

  static final String JOBS = "[" + JOB + "]";

  static final String PAGE = "{\"jobs\": [" + JOB + "], \"next\": \"~am9iczo0NzEx\"}";

  private Examples() {}
}
