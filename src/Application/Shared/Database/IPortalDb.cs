namespace ClsPortal.Application.Shared;

/// <summary>The portal's database, in its two editions (SQLite and PostgreSQL), as a whole: for what belongs to no capability.</summary>
public interface IPortalDb : IOverviewDb, IPrivacyDb, IActivitiesDb, ICentreDb { }
