namespace ClsPortal.Application.Shared;

// The database as each capability sees it, with what it builds on: the compiler keeps the rest away.

/// <summary>For the use cases of Access.</summary>
public interface IAccessDb : IAccessTables, ICentreTables, IFamiliesTables, ISharedTables { }

/// <summary>For the use cases of Families.</summary>
public interface IFamiliesDb : IAccessTables, ICentreTables, IFamiliesTables, ISharedTables { }

/// <summary>For the use cases of Centre.</summary>
public interface ICentreDb : IAccessTables, IActivitiesTables, ICentreTables, IFamiliesTables, IInvoicingTables, ISharedTables { }

/// <summary>For the use cases of Activities.</summary>
public interface IActivitiesDb : IFamiliesDb, IActivitiesTables, IEnrolmentTables { }

/// <summary>For the use cases of Enrolment.</summary>
public interface IEnrolmentDb : IFamiliesDb, IActivitiesTables, IEnrolmentTables, IInvoicingTables { }

/// <summary>For the use cases of Attendance.</summary>
public interface IAttendanceDb : IFamiliesDb, IActivitiesTables, IAttendanceTables, IEnrolmentTables, IInvoicingTables { }

/// <summary>For the use cases of Invoicing.</summary>
public interface IInvoicingDb : IFamiliesDb, IActivitiesTables, IAttendanceTables, IEnrolmentTables, IInvoicingTables { }

/// <summary>For the use cases of Messaging.</summary>
public interface IMessagingDb : IFamiliesDb, IActivitiesTables, IEnrolmentTables, IMessagingTables { }

/// <summary>For the use cases of Overview.</summary>
public interface IOverviewDb : IAccessDb, IAttendanceDb, IEnrolmentDb, IInvoicingDb, IMessagingDb { }

/// <summary>For the use cases of Privacy.</summary>
public interface IPrivacyDb : IAccessDb, IAttendanceDb, IEnrolmentDb, IInvoicingDb, IMessagingDb, IPrivacyTables { }
