namespace ClsPortal.EndToEnd.Tests.Operations;

/// <summary>One after the other: each of these starts several portals and loads them.</summary>
[CollectionDefinition("operations")]
public sealed class Together;
