package io.qubix.api.market;

/** Whether jobs are assigned. */
public enum MarketState {
  OPEN,
  /** Jobs are taken and none is assigned; what is held goes on. */
  PAUSED;

  /** The id of the market's event stream; no worker, job or user can have it. */
  public static final String STREAM = "market:state";
}
